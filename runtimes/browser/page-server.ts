import { cpSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { build, type Plugin, preview } from "vite";

/** The page, built by Vite from the published packages, and served. */
export interface Page {
  readonly url: string;
  /** The modules of Node.js that the page would need: Vite puts an empty one in the place of each. */
  readonly nodeModules: readonly string[];
  readonly modules: readonly string[];
  close(): Promise<void>;
}

/** Builds the page in a user's project, and serves it on an origin of its own. */
export async function servePage(userProject: string): Promise<Page> {
  // As they lie here, so that the page finds the scenarios.
  for (const folder of ["browser/page", "portable"]) {
    cpSync(join(dirname(import.meta.dirname), folder), join(userProject, folder), { recursive: true });
  }
  const root = join(userProject, "browser", "page");
  const modules: string[] = [];
  const moduleList: Plugin = {
    name: "module-list",
    generateBundle() {
      modules.push(...this.getModuleIds());
    },
  };
  await build({ root, configFile: false, logLevel: "error", plugins: [moduleList] });
  const server = await preview({
    root,
    configFile: false,
    logLevel: "error",
    preview: { host: "127.0.0.1", port: 0 },
  });
  const [url] = server.resolvedUrls?.local ?? [];
  if (url === undefined) throw new Error("the page is not served");
  return {
    url,
    modules,
    nodeModules: modules.filter((id) => isBuiltin(id) || id.includes("__vite-browser-external")),
    close: () => server.close(),
  };
}
