import { type Manifest, ROOT, readManifest } from "./published-package.js";

/**
 * In this order: with `module-sync` Node.js loads one copy of a package into a program that both imports and requires
 * it, and with `module` a bundler does. Two copies of `@tucuxi/events` would not know each other's calls.
 */
const CONDITIONS = ["module-sync", "module", "import", "require"];

/** What is wrong with a published `package.json`: nothing, or one line for each mistake. */
export function manifestProblems(manifest: Manifest, eventsVersion: string): string[] {
  const problems: string[] = [];
  const expectField = (field: string, value: unknown, expected: unknown): void => {
    if (JSON.stringify(value) !== JSON.stringify(expected)) {
      problems.push(`${field} is ${JSON.stringify(value)}, not ${JSON.stringify(expected)}`);
    }
  };
  expectField("license", manifest["license"], "MIT");
  expectField("type", manifest["type"], "module");
  // Or the files that are imported for what they do: matchers of a test runner.
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
      problems.push(`${name} is "${range}": no range that npm knows`);
    // A user's client brings its own copy of these.
    if (/^@(?:aws-sdk|smithy)\//.test(name)) problems.push(`${name} is a dependency`);
  }
  if (manifest.name.startsWith("@tucuxi/plugin-")) {
    // A dependency would allow a second copy, beside that of the user's program.
    expectField("peer dependency @tucuxi/events", peerDependencies["@tucuxi/events"], `^${eventsVersion}`);
    expectField("dependency @tucuxi/events", dependencies["@tucuxi/events"], undefined);
  }
  return problems;
}
