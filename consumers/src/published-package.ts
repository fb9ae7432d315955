import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./run-command.js";

/** The folder of this workspace package. */
export const CONSUMERS = dirname(dirname(fileURLToPath(import.meta.url)));

/** The repository's root. */
export const ROOT = dirname(CONSUMERS);

/** The parts of a `package.json` that the checks read. */
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

/** One entry of `exports`, with the shape that all our packages use. */
export interface Conditions {
  readonly import: { readonly types: string; readonly default: string };
  readonly require: { readonly types: string; readonly default: string };
}

/** A package as it would be published. */
export interface PublishedPackage {
  /** Its folder's name in `packages/`. */
  readonly folder: string;
  /** The packed manifest, in which pnpm has replaced `workspace:`, `catalog:` and `publishConfig`. */
  readonly manifest: Manifest;
  /** The path of the packed file. */
  readonly tarball: string;
  /** The path of the unpacked folder. */
  readonly unpacked: string;
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/**
 * Packs all packages with the command that publishes them, and unpacks them side by side. A `node_modules` of
 * links lets them find each other and the types that they need, without a registry.
 *
 * The template of plugins is private but packed too, because plugins made from it should be as good as ours.
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

/** The entry points of a package: the specifier to import, and the declarations it resolves to. */
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
