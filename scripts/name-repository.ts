/**
 * Writes the repository into each package right before it's published on GitHub. npm refuses provenance if `repository`
 * isn't the repository that the workflow ran in. A fork publishes with its own name.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
if (GITHUB_SERVER_URL === undefined || GITHUB_REPOSITORY === undefined) {
  console.error("GITHUB_SERVER_URL and GITHUB_REPOSITORY aren't set. Publish from a workflow on GitHub.");
  process.exit(1);
}
const home = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
const packages = join(process.argv[2] ?? join(import.meta.dirname, ".."), "packages");
for (const folder of readdirSync(packages)) {
  const file = join(packages, folder, "package.json");
  if (!existsSync(file)) continue;
  const manifest: object = JSON.parse(readFileSync(file, "utf8"));
  const named = {
    ...manifest,
    homepage: `${home}/tree/main/packages/${folder}#readme`,
    bugs: `${home}/issues`,
    repository: { type: "git", url: `git+${home}.git`, directory: `packages/${folder}` },
  };
  writeFileSync(file, `${JSON.stringify(named, null, 2)}\n`);
}
