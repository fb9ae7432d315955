import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Unit } from "./case.js";
import { compile } from "./compile.js";
import { installBuilt } from "./install-built.js";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Compiles the programs of units beside a copy of the built packages.
 *
 * @param name Of a folder under `dist`: runs at the same time need one each.
 * @returns The folder.
 */
export async function prepare(name: string, units: readonly Unit[]): Promise<string> {
  const folder = join(root, "dist", name);
  installBuilt(join(dirname(root), "packages"), folder);
  const modules = units.flatMap(({ program, alsoRuns = [] }) => [program, ...alsoRuns]);
  await compile(root, folder, [...new Set(modules)]);
  return folder;
}
