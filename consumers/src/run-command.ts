import { spawn } from "node:child_process";

/** Variables that npm and pnpm set for scripts. They would make an npm that we start use this workspace. */
const INHERITED_FROM_A_RUNNER =
  /^(?:npm_(?!config_(?:registry|cache|.*proxy|cafile)$)|NODE_PATH$|INIT_CWD$|PNPM_)/;

/** Hides credentials, regions and profiles that the programs don't set themselves. */
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

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end, for up to two minutes. @returns its exit code, or the signal that ended it. */
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
 * @throws an error with the command's output if it fails or takes longer than two minutes.
 */
export async function runCommand(cwd: string, command: string, ...args: readonly string[]): Promise<Output> {
  const { end, ...printed } = await runToEnd(cwd, command, ...args);
  if (end === 0) return printed;
  throw new Error(`${[command, ...args].join(" ")} ended with ${end}\n${printed.stdout}${printed.stderr}`);
}

export function runNode(cwd: string, ...args: readonly string[]): Promise<Output> {
  return runCommand(cwd, process.execPath, ...args);
}
