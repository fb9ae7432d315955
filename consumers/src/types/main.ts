/**
 * Checks what the types of the packed packages accept, reject, complete and cost. It installs the packages
 * from npm in a project outside the workspace.
 */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Checks, expectNone } from "../checks.js";
import { installProgram } from "../fresh-project.js";
import { type PublishedPackage, packAll } from "../published-package.js";
import { checkHover, completionChecks } from "./completions.js";
import { checkCost } from "./cost.js";
import { LanguageServer } from "./language-server.js";
import { LanguageService } from "./language-service.js";
import { addEventsTypeTests, COMPILERS, compile, RESOLUTIONS, TYPES } from "./type-project.js";
import { anyInDeclarations, castsInExamples } from "./untyped.js";

const PROGRAMS = ["events.ts", "two-sdks.ts", "plugins.ts", "commonjs.cts"] as const;

async function checkTypes(checks: Checks, packages: readonly PublishedPackage[]): Promise<void> {
  for (const published of packages) {
    await checks.check(`${published.manifest.name}: no "any" in its declarations`, () =>
      expectNone(anyInDeclarations(published)),
    );
  }
  await checks.check("no casts in examples, recipes and pages", () => expectNone(castsInExamples()));

  const project = join(temp, TYPES.folder);
  await checks.check("npm install", () =>
    installProgram(
      TYPES,
      packages.filter(({ manifest }) => manifest.private !== true),
      temp,
    ),
  );
  addEventsTypeTests(project);
  for (const compiler of COMPILERS) {
    // The older compilers are slow, and find packages for Node.js the same way.
    const resolutions = compiler === "typescript" ? RESOLUTIONS : [RESOLUTIONS[0], RESOLUTIONS[2]];
    for (const resolution of resolutions) {
      // Checks the declarations of all libraries once, since they stay the same.
      const skipLibCheck = resolution !== RESOLUTIONS[0];
      await checks.check(
        `${compiler}, ${resolution.moduleResolution}: accepts and rejects what it should`,
        () => compile(project, compiler, PROGRAMS, { ...resolution, skipLibCheck }),
      );
    }
  }
  for (const compiler of COMPILERS) {
    await checks.check(`${compiler} says in one line that a handler must be synchronous`, async () => {
      const printed = await compile(project, compiler, ["asynchronous.ts"], {
        ...RESOLUTIONS[0],
        skipLibCheck: true,
      }).catch(String);
      const explained = printed.split("\n").filter((line) => /^ .*is not assignable to type/.test(line));
      const [line = ""] = explained;
      if (explained.length !== 1 || !line.endsWith("'\"this event's handlers must be synchronous\"'."))
        throw new Error(printed);
    });
  }
  await checks.check("ten clients are typed as their own services", () =>
    compile(project, "typescript", ["services.ts"], { ...RESOLUTIONS[0], skipLibCheck: true }),
  );
  const server = await LanguageServer.start(project);
  for (const [version, editor] of [
    ["7", server],
    ["6", new LanguageService(project)],
  ] as const) {
    for (const [title, check] of completionChecks(editor)) {
      await checks.check(`an editor with TypeScript ${version} completes ${title}`, check);
    }
    await checks.check(`an editor with TypeScript ${version} shows an event's fields`, () =>
      checkHover(editor),
    );
  }
  server.stop();
  await checks.check("the cost of type-checking ten clients", () => checkCost(project));
}

const temp = realpathSync(mkdtempSync(join(tmpdir(), "tucuxi-types-")));
try {
  const checks = new Checks();
  await checkTypes(checks, await packAll(temp));
  checks.finish();
} finally {
  rmSync(temp, { recursive: true, force: true });
}
