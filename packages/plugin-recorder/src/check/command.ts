import { readFileSync } from "node:fs";
import { checkCassette } from "./check-cassette.js";
import { ClientOperations } from "./client-operations.js";

/** Where the command writes its output. */
export interface Output {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

const USAGE = `Usage: tucuxi-recorder check FILE...

Reads cassettes, and reports what looks like a secret, and episodes of operations that the installed clients don't have.
The exit code is 0 if there is nothing to report, 1 if there is, 2 for wrong usage or a file that isn't a cassette.
`;

/**
 * The command `tucuxi-recorder`.
 *
 * @param folder Where to look for installed clients.
 * @returns the exit code.
 */
export async function runCommand(
  args: readonly string[],
  { stdout, stderr }: Output,
  folder = process.cwd(),
): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    stdout.write(USAGE);
    return 0;
  }
  const [command, ...files] = args;
  const option = files.find((file) => file.startsWith("-"));
  if (command !== "check" || files.length === 0 || option !== undefined) {
    const reason =
      command !== "check"
        ? `unknown command ${JSON.stringify(command ?? "")}. The only command is check`
        : option !== undefined
          ? `check has no option ${option}`
          : "check takes the files to read, such as test/*.cassette.json";
    stderr.write(`${reason}\n\n${USAGE}`);
    return 2;
  }
  const operations = new ClientOperations(folder);
  let findings = 0;
  let broken = 0;
  let episodes = 0;
  for (const file of files) {
    try {
      const { found, count } = await checkCassette(file, readFileSync(file, "utf8"), operations);
      episodes += count;
      findings += found.length;
      for (const { place, what } of found) stdout.write(`${file}: ${place}: ${what}\n`);
    } catch (error) {
      broken++;
      stderr.write(`${file}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  for (const name of operations.missing) {
    stderr.write(`${name} isn't installed here: whether its operations exist wasn't checked\n`);
  }
  const unread = broken === 0 ? "" : `, and ${broken} couldn't be checked`;
  stdout.write(
    `${files.length - broken} files, ${episodes} episodes: ${findings === 0 ? "nothing" : findings} to report${unread}\n`,
  );
  return broken > 0 ? 2 : findings > 0 ? 1 : 0;
}
