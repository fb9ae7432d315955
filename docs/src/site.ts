import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { writeForTools } from "./for-tools.js";
import { headingSlug } from "./heading-slug.js";
import { importanceOf } from "./importance.js";
import { linkedPrograms } from "./linked-programs.js";
import { pages, ROOT } from "./pages.js";
import { repositoryLinks } from "./repository-links.js";
import { sidebar } from "./sidebar.js";

const rewrites = pages();

/** Pages become modules where their files are, and from there Vue is not found: it is left to the site's own modules. */
const vueOfThisPackage = {
  name: "vue-of-this-package",
  enforce: "pre",
  resolveId(id: string, _importer: string | undefined, { ssr }: { readonly ssr?: boolean }) {
    return ssr && /^vue(?:\/server-renderer)?$/.test(id) ? { id, external: true } : undefined;
  },
} as const;

/** And what VitePress would bundle ahead for `docs:dev` is not found there either: it is loaded as it is. */
const nothingAhead = {
  name: "nothing-ahead",
  enforce: "post",
  config({ optimizeDeps }: { readonly optimizeDeps?: { include?: string[] } }) {
    const ahead = optimizeDeps?.include?.filter((id) => !id.startsWith("vitepress > "));
    if (optimizeDeps !== undefined && ahead !== undefined) optimizeDeps.include = ahead;
  },
} as const;

/**
 * The documentation site, made of the repository's own pages: nothing is copied, and each reads well on a Git host
 * too. It loads nothing from elsewhere.
 */
export const site = defineConfig({
  lang: "en",
  title: "Tucuxi",
  description: "boto3's event system for the AWS SDK for JavaScript v3",
  head: [["link", { rel: "icon", type: "image/svg+xml", href: "/favicon.svg" }]],
  srcDir: ROOT,
  srcExclude: ["docs/api/index.md", "consumers/api/**", "packages/*/CHANGELOG.md"],
  rewrites,
  outDir: fileURLToPath(new URL("../.vitepress/dist", import.meta.url)),
  cacheDir: fileURLToPath(new URL("../.vitepress/cache", import.meta.url)),
  cleanUrls: false,
  // Docstrings have addresses of local servers in them.
  ignoreDeadLinks: "localhostLinks",
  buildEnd: ({ outDir }) => writeForTools(outDir, rewrites),
  lastUpdated: false,
  markdown: {
    // The usual ones have too little contrast on the background of programs.
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    anchor: { slugify: headingSlug },
    config(markdown) {
      linkedPrograms(markdown, rewrites);
      repositoryLinks(markdown, rewrites);
    },
  },
  vite: {
    publicDir: fileURLToPath(new URL("../public", import.meta.url)),
    plugins: [vueOfThisPackage, nothingAhead],
    // The search index, which is loaded when somebody searches.
    build: { chunkSizeWarningLimit: 1000 },
  },
  themeConfig: {
    logo: { src: "/logo.svg", alt: "" },
    search: {
      provider: "local",
      options: { miniSearch: { searchOptions: { boostDocument: importanceOf } } },
    },
    outline: { level: [2, 3] },
    nav: [
      { text: "Start", link: "/getting-started" },
      { text: "Events", link: "/events" },
      { text: "Recipes", link: "/find-a-recipe" },
      { text: "Plugins", link: "/packages/events" },
      { text: "API", link: "/api/events" },
    ],
    sidebar: sidebar(rewrites),
  },
});
