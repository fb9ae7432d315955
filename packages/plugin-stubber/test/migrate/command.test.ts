import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { runCommand } from "../../src/migrate/command.js";

const OLD =
  'import { mockClient } from "aws-sdk-client-mock";\nconst mock = mockClient(A);\nmock.send.callCount;\n';

async function folder(): Promise<string> {
  const made = await mkdtemp(`${tmpdir()}/tucuxi-`);
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: "stdout" | "stderr"): { write(text: string): void } => ({
    write(text) {
      written[name] += text;
    },
  });
  const code = await runCommand(args, { stdout: stream("stdout"), stderr: stream("stderr") });
  return { code, ...written };
}

it("rewrites files in place, and says where to look", async () => {
  const file = `${await folder()}/a.test.ts`;
  const other = file.replace("a.test", "b.test");
  await writeFile(file, OLD);
  await writeFile(other, "const a = 1;\n");
  const dry = await run("migrate", "--dry-run", file, other);
  expect(dry.stdout).toContain("1 of 2 files would be rewritten");
  expect(await readFile(file, "utf8")).toBe(OLD);
  const { code, stdout } = await run("migrate", file, other);
  expect([code, stdout]).toEqual([
    0,
    `${file}\n  ${file}:3: there is no Sinon stub of send: use calls, callsOf() and the matchers\n1 of 2 files rewritten\n`,
  ]);
  expect(await readFile(file, "utf8")).toContain(
    'const mock = stub(A, { unused: "ignore" });\n// tucuxi-stubber: there is',
  );
});

it("says what is wrong, and goes on with the other files", async () => {
  const made = await folder();
  await writeFile(`${made}/broken.ts`, `${OLD}}}}`);
  await writeFile(`${made}/good.ts`, OLD);
  const { code, stderr, stdout } = await run(
    "migrate",
    `${made}/none.ts`,
    `${made}/broken.ts`,
    `${made}/good.ts`,
  );
  expect(code).toBe(1);
  expect(stderr).toContain("none.ts: ENOENT");
  expect(stderr).toContain("broken.ts: Unexpected token");
  expect(stdout).toContain("1 of 3 files rewritten");
});

it("tells how it is used", async () => {
  expect(await run("--help")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("Usage: npx @tucuxi/plugin-stubber migrate"),
  });
  expect(await run("migrat")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('unknown command "migrat". The only command is migrate'),
  });
  expect(await run("migrate")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("migrate takes the files to rewrite"),
  });
  expect(await run("migrate", "--dry", "a")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("migrate has no option --dry"),
  });
});

it("is a command", async () => {
  const command = fileURLToPath(new URL("../../bin/tucuxi-stubber.js", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [command, "--help"]);
  expect(stdout).toContain("Usage: npx @tucuxi/plugin-stubber migrate");
});
