import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./run-command.js";

/** The folder of this workspace package. */
export const CONSUMERS = dirname(dirname(fileURLToPath(import.meta.url)));

/** The repository's root. */
export const ROOT = dirname(CONSUMERS);

/** The parts of a `package.json` that are looked at. */
export interface Manifest {
  readonly [field: string]: unknown;
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly bin?: Readonly<Record<string, string>>;
  readonly engines?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string | Conditions>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly publishConfig?: Readonly<Record<string, unknown>>;
}

/** One entry of `exports`, in the shape that all packages have. */
export interface Conditions {
  readonly import: { readonly types: string; readonly default: string };
  readonly require: { readonly types: string; readonly default: string };
}

/** A package as it would be published. */
export interface PublishedPackage {
  /** Its folder's name in `packages/`. */
  readonly folder: string;
  /** As packed: what pnpm replaces (`workspace:`, `catalog:`, `publishConfig`) is replaced. */
  readonly manifest: Manifest;
  /** The path of the packed file. */
  readonly tarball: string;
  /** The path of the folder that it was unpacked to. */
  readonly unpacked: string;
}

/** Reads a `package.json`. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/**
 * Packs all packages, with the command that publishes them, and unpacks them side by side. There they find each other,
 * and what else their types need, in a `node_modules` of links: no registry is asked. A private one, the template of
 * plugins, is packed too: what is made from it is to be as good as the others.
 */
export async function packAll(temp: string): Promise<readonly PublishedPackage[]> {
  const tarballs = join(temp, "tarballs");
  const unpackedRoot = join(temp, "unpacked");
  const modules = join(unpackedRoot, "node_modules");
  mkdirSync(tarballs);
  mkdirSync(join(modules, "@tucuxi"), { recursive: true });
  for (const scope of ["@opentelemetry", "@types"]) {
    symlinkSync(join(CONSUMERS, "node_modules", scope), join(modules, scope), "dir");
  }
  const packages: PublishedPackage[] = [];
  for (const folder of readdirSync(join(ROOT, "packages")).sort()) {
    const source = join(ROOT, "packages", folder);
    const { name, version } = readManifest(source);
    await runCommand(source, "pnpm", "pack", "--pack-destination", tarballs);
    const tarball = join(tarballs, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`);
    const unpacked = join(unpackedRoot, folder);
    mkdirSync(unpacked);
    await runCommand(unpacked, "tar", "-xzf", tarball, "--strip-components=1");
    symlinkSync(unpacked, join(modules, name), "dir");
    packages.push({ folder, manifest: readManifest(unpacked), tarball, unpacked });
  }
  return packages;
}

/** A package's entry points: the specifier to import, and the declarations that it leads to. */
export function entryPoints({
  manifest,
  unpacked,
}: PublishedPackage): { specifier: string; types: string }[] {
  return Object.entries(manifest.exports ?? {}).flatMap(([subpath, target]) =>
    typeof target === "string"
      ? []
      : [{ specifier: `${manifest.name}${subpath.slice(1)}`, types: join(unpacked, target.import.types) }],
  );
}
