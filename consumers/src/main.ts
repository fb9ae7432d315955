/**
 * Checks what users get. It packs every package and checks the packed files. Then, in folders outside the
 * workspace, it runs four programs that install them with npm, and follows "Getting started" and the READMEs.
 *
 * With `--update` it writes the reports of the public interfaces instead.
 */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkApiReports, reportsOfNothing, updateApiReports } from "./api-report.js";
import { Checks, expectNone } from "./checks.js";
import { contentProblems } from "./content-problems.js";
import { installProgram, PROGRAMS, unusedPackages } from "./fresh-project.js";
import { checkGettingStarted } from "./getting-started.js";
import { manifestProblems } from "./manifest-problems.js";
import { checkCommonJs, checkLambda, checkPage, checkTypeScript } from "./program-checks.js";
import { type PublishedPackage, packAll } from "./published-package.js";
import { checkReadmePrograms } from "./readme-programs.js";

async function checkPackage(
  checks: Checks,
  published: PublishedPackage,
  eventsVersion: string,
): Promise<void> {
  const { manifest } = published;
  await checks.check(`${manifest.name}: package.json`, () =>
    expectNone(manifestProblems(manifest, eventsVersion)),
  );
  await checks.check(`${manifest.name}: files`, () => expectNone(contentProblems(published)));
  await checks.check(`${manifest.name}: public interface`, () => checkApiReports(published, temp));
}

async function checkPrograms(checks: Checks, packages: readonly PublishedPackage[]): Promise<void> {
  for (const program of Object.values(PROGRAMS)) {
    await checks.check(`programs/${program.folder}: uses every package`, () =>
      expectNone(unusedPackages(program, packages)),
    );
    await checks.check(`programs/${program.folder}: npm install`, () =>
      installProgram(program, packages, temp),
    );
  }
  await checkTypeScript(checks, temp, packages);
  await checkCommonJs(checks, temp);
  await checkLambda(checks, temp, packages);
  await checkPage(checks, temp);
}

const temp = realpathSync(mkdtempSync(join(tmpdir(), "tucuxi-packages-")));
try {
  const packages = await packAll(temp);
  if (process.argv.includes("--update")) {
    updateApiReports(packages, temp);
  } else {
    const checks = new Checks();
    const eventsVersion = packages.find(({ folder }) => folder === "events")?.manifest.version ?? "";
    for (const published of packages) await checkPackage(checks, published, eventsVersion);
    await checks.check("public interfaces: no leftover reports", () =>
      expectNone(reportsOfNothing(packages)),
    );
    const published = packages.filter(({ manifest }) => manifest.private !== true);
    await checkPrograms(checks, published);
    await checks.check("Getting started: each command prints what the page says", () =>
      checkGettingStarted(published, temp),
    );
    await checkReadmePrograms(checks, packages, temp);
    checks.finish();
  }
} finally {
  rmSync(temp, { recursive: true, force: true });
}
