import { cpSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { build, type Plugin, preview } from "vite";

/** The page, built by Vite from the published packages, and its server. */
export interface Page {
  readonly url: string;
  /** The Node.js modules that the page would need. Vite replaces each with an empty one. */
  readonly nodeModules: readonly string[];
  readonly modules: readonly string[];
  close(): Promise<void>;
}

/** Builds the page in a user's project, and serves it on its own origin. */
export async function servePage(userProject: string): Promise<Page> {
  // In the same folders as here, so that the page finds the scenarios.
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
  if (url === undefined) throw new Error("Vite's server has no URL for the page");
  return {
    url,
    modules,
    nodeModules: modules.filter((id) => isBuiltin(id) || id.includes("__vite-browser-external")),
    close: () => server.close(),
  };
}
