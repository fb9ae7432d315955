import { existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { packAll, ROOT } from "../../consumers/src/published-package.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The path of a folder with the packages as they are published, and the newest SDK beside them. */
    userProject: string;
  }
}

const MODULES = join(dirname(dirname(fileURLToPath(import.meta.url))), "node_modules");

/**
 * Makes a folder outside of the workspace in which the packages lie as `npm install` would put them there: packed by the
 * command that publishes them. No registry is asked.
 */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  if (!existsSync(join(ROOT, "packages", "events", "dist"))) {
    throw new Error("the packages are not built: run pnpm build first, as pnpm test:runtimes does");
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
