import { spawn } from "node:child_process";

/** What npm and pnpm tell the scripts that they run would make an npm of ours act on this workspace. */
const INHERITED_FROM_A_RUNNER =
  /^(?:npm_(?!config_(?:registry|cache|.*proxy|cafile)$)|NODE_PATH$|INIT_CWD$|PNPM_)/;

/** No command may find credentials, a region or a profile outside of what the programs set. */
const WITHOUT_AWS = {
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_EC2_METADATA_DISABLED: "true",
};

function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !INHERITED_FROM_A_RUNNER.test(name) && !name.startsWith("AWS_"),
  );
  return { ...Object.fromEntries(own), ...WITHOUT_AWS, NO_COLOR: "1" };
}

/** A command's output. */
export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end: an exit code, or the signal that ended it, after two minutes for example. */
export async function runToEnd(
  cwd: string,
  command: string,
  ...args: readonly string[]
): Promise<Output & { readonly end: string | number }> {
  const child = spawn(command, args, {
    cwd,
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 120_000,
  });
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      printed[name] += text;
    });
  }
  const end = await new Promise<string | number>((resolve, reject) => {
    child.on("error", reject).on("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  return { ...printed, end };
}

/**
 * Runs a command to its end.
 *
 * @throws an error with all that the command printed, where it fails or takes longer than two minutes.
 */
export async function runCommand(cwd: string, command: string, ...args: readonly string[]): Promise<Output> {
  const { end, ...printed } = await runToEnd(cwd, command, ...args);
  if (end === 0) return printed;
  throw new Error(`${[command, ...args].join(" ")} ended with ${end}\n${printed.stdout}${printed.stderr}`);
}

/** Runs a program of Node.js. */
export function runNode(cwd: string, ...args: readonly string[]): Promise<Output> {
  return runCommand(cwd, process.execPath, ...args);
}
