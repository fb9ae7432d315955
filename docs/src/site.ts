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

/** The site turns pages into modules in their own folders, which can't find Vue. Its own modules load Vue instead. */
const vueOfThisPackage = {
  name: "vue-of-this-package",
  enforce: "pre",
  resolveId(id: string, _importer: string | undefined, { ssr }: { readonly ssr?: boolean }) {
    return ssr && /^vue(?:\/server-renderer)?$/.test(id) ? { id, external: true } : undefined;
  },
} as const;

/** `docs:dev` can't find the packages that VitePress would bundle in advance there either, so it loads them as they are. */
const nothingAhead = {
  name: "nothing-ahead",
  enforce: "post",
  config({ optimizeDeps }: { readonly optimizeDeps?: { include?: string[] } }) {
    const ahead = optimizeDeps?.include?.filter((id) => !id.startsWith("vitepress > "));
    if (optimizeDeps !== undefined && ahead !== undefined) optimizeDeps.include = ahead;
  },
} as const;

/**
 * The documentation site, built from the repository's pages without copying them. Each page also reads well on a Git
 * host. The site loads nothing from elsewhere.
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
  // Docstrings mention addresses of local servers.
  ignoreDeadLinks: "localhostLinks",
  buildEnd: ({ outDir }) => writeForTools(outDir, rewrites),
  lastUpdated: false,
  markdown: {
    // The default colours have too little contrast on the background of programs.
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
    // The search index, which loads when somebody searches.
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
