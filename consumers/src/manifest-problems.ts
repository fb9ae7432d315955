import { type Manifest, ROOT, readManifest } from "./published-package.js";

/**
 * The order matters. `module-sync` makes Node.js load one copy of a package into a program that both imports
 * and requires it, and `module` does the same for bundlers. Two copies of `@tucuxi/events` wouldn't know each
 * other's calls.
 */
const CONDITIONS = ["module-sync", "module", "import", "require"];

/** Lists the mistakes in a published `package.json`, one per line. */
export function manifestProblems(manifest: Manifest, eventsVersion: string): string[] {
  const problems: string[] = [];
  const expectField = (field: string, value: unknown, expected: unknown): void => {
    if (JSON.stringify(value) !== JSON.stringify(expected)) {
      problems.push(`${field} is ${JSON.stringify(value)}, not ${JSON.stringify(expected)}`);
    }
  };
  expectField("license", manifest["license"], "MIT");
  expectField("type", manifest["type"], "module");
  // Or lists the files with side effects, such as matchers of a test runner.
  if (!Array.isArray(manifest["sideEffects"])) expectField("sideEffects", manifest["sideEffects"], false);
  expectField("engines", manifest.engines, readManifest(ROOT).engines);
  expectField("publishConfig", manifest.publishConfig, { access: "public", provenance: true });
  for (const field of ["description", "keywords"]) {
    if (manifest[field] === undefined) problems.push(`${field} is missing`);
  }

  for (const [subpath, target] of Object.entries(manifest.exports ?? {})) {
    if (typeof target !== "string") expectField(`exports["${subpath}"]`, Object.keys(target), CONDITIONS);
  }
  expectField('exports["./package.json"]', manifest.exports?.["./package.json"], "./package.json");

  const { dependencies = {}, peerDependencies = {} } = manifest;
  for (const [name, range] of Object.entries({ ...dependencies, ...peerDependencies })) {
    if (/^(?:workspace|catalog):/.test(range))
      problems.push(`${name} is "${range}", which isn't a range that npm knows`);
    // The user's client brings its own copy of these.
    if (/^@(?:aws-sdk|smithy)\//.test(name)) problems.push(`${name} is a dependency`);
  }
  if (manifest.name.startsWith("@tucuxi/plugin-")) {
    // A dependency could install a second copy next to that of the user's program.
    expectField("peer dependency @tucuxi/events", peerDependencies["@tucuxi/events"], `^${eventsVersion}`);
    expectField("dependency @tucuxi/events", dependencies["@tucuxi/events"], undefined);
  }
  return problems;
}
