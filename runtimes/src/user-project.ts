import { existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { packAll, ROOT } from "../../consumers/src/published-package.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The path of a folder with the published packages and the newest SDK. */
    userProject: string;
  }
}

const MODULES = join(dirname(dirname(fileURLToPath(import.meta.url))), "node_modules");

/**
 * Makes a folder outside of the workspace with the packages as `npm install` would place them. The publishing command
 * packs them. It asks no registry.
 */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  if (!existsSync(join(ROOT, "packages", "events", "dist"))) {
    throw new Error("the packages aren't built. Run pnpm build first, as pnpm test:runtimes does.");
  }
  const temp = realpathSync(mkdtempSync(join(tmpdir(), "tucuxi-runtimes-")));
  await packAll(temp);
  const project = join(temp, "unpacked");
  for (const name of ["@aws-sdk", "minimatch"]) {
    const link = join(project, "node_modules", name);
    if (!existsSync(link)) symlinkSync(realpathSync(join(MODULES, name)), link, "dir");
  }
  provide("userProject", project);
  return () => rmSync(temp, { recursive: true, force: true });
}
