import { readFile, writeFile } from "node:fs/promises";
import { migrate } from "./transform.js";

/** Where the command writes its output. */
export interface Output {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

const USAGE = `Usage: npx @tucuxi/plugin-stubber migrate [--dry-run] <files>

Rewrites tests from aws-sdk-client-mock, and from its matchers for Jest and Vitest, in place. What it can't rewrite gets
a comment "// tucuxi-stubber: ..." above its line.

  --dry-run   says what it would do, and writes nothing
`;

/**
 * The command `migrate`.
 *
 * @returns the exit code: 0, 1 if a file couldn't be read, 2 for wrong usage.
 */
export async function runCommand(args: readonly string[], { stdout, stderr }: Output): Promise<number> {
  const [command, ...rest] = args;
  if (command === "--help" || command === "-h" || (command === "migrate" && rest.includes("--help"))) {
    stdout.write(USAGE);
    return 0;
  }
  const isDryRun = rest.includes("--dry-run");
  const files = rest.filter((argument) => argument !== "--dry-run");
  const unknown = files.find((file) => file.startsWith("-"));
  if (command !== "migrate" || files.length === 0 || unknown !== undefined) {
    const reason =
      command !== "migrate"
        ? `unknown command ${JSON.stringify(command ?? "")}. The only command is migrate`
        : unknown !== undefined
          ? `migrate has no option ${unknown}`
          : "migrate takes the files to rewrite, such as test/*.test.ts";
    stderr.write(`${reason}\n\n${USAGE}`);
    return 2;
  }
  let code = 0;
  let changed = 0;
  for (const file of files) {
    try {
      const source = await readFile(file, "utf8");
      const migrated = migrate(source, file);
      if (!migrated.isChanged) continue;
      changed += 1;
      if (!isDryRun) await writeFile(file, migrated.source);
      stdout.write(`${file}\n`);
      for (const { line, reason } of migrated.marks) stdout.write(`  ${file}:${line}: ${reason}\n`);
    } catch (error) {
      stderr.write(`${file}: ${error instanceof Error ? error.message : String(error)}\n`);
      code = 1;
    }
  }
  stdout.write(`${changed} of ${files.length} files ${isDryRun ? "would be rewritten" : "rewritten"}\n`);
  return code;
}
