import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The folder of the Python scripts. */
export const PYTHON_DIRECTORY = fileURLToPath(new URL("../../python/", import.meta.url));
const REQUIREMENTS = fileURLToPath(new URL("../../python/requirements.txt", import.meta.url));
/** The virtual environment. */
export const VENV_DIRECTORY = fileURLToPath(new URL("../../.venv/", import.meta.url));
/** A copy of the requirements of the environment. If they change, the environment is made again. */
const INSTALLED = `${VENV_DIRECTORY}requirements.installed.txt`;

/** The interpreter of the virtual environment. */
export const VENV_PYTHON = `${VENV_DIRECTORY}bin/python`;

/**
 * Makes the virtual environment with the pinned packages, unless it exists for these requirements.
 *
 * @param report Receives each package that pip collects.
 * @throws Error if there is no Python 3.11 or later, or if pip fails. It has pip's last lines.
 */
export async function ensureEnvironment(report: (progress: string) => void): Promise<void> {
  const requirements = await readFile(REQUIREMENTS, "utf8");
  if (existsSync(VENV_PYTHON) && (await readFile(INSTALLED, "utf8").catch(() => "")) === requirements) return;
  const python = await findPython();
  report(`creating a virtual environment with ${python}`);
  await rm(VENV_DIRECTORY, { recursive: true, force: true });
  await run(python, ["-m", "venv", VENV_DIRECTORY]);
  await installRequirements(report);
  await writeFile(INSTALLED, requirements);
}

/** The versions that recordings name. */
export async function botocoreVersion(): Promise<string> {
  const { stdout } = await run(VENV_PYTHON, ["-c", "import botocore; print(botocore.__version__)"]);
  return stdout.trim();
}

async function findPython(): Promise<string> {
  const isRecent = "import sys; sys.exit(sys.version_info < (3, 11))";
  for (const name of ["python3", "python3.11", "python3.12", "python3.13", "python"]) {
    const found = await run(name, ["-c", isRecent]).then(
      () => true,
      () => false,
    );
    if (found) return name;
  }
  throw new Error("parity needs Python 3.11 or later on the PATH, as python3");
}

function installRequirements(report: (progress: string) => void): Promise<void> {
  const args = ["-m", "pip", "install", "--disable-pip-version-check", "-r", REQUIREMENTS];
  const pip = spawn(VENV_PYTHON, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let collected = 0;
  for (const stream of [pip.stdout, pip.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      output += text;
      for (const [, name] of text.matchAll(/^Collecting (\S+)/gm)) report(`pip: ${++collected} ${name}`);
      if (text.includes("Installing collected packages")) report(`pip: installing ${collected} packages`);
    });
  }
  return new Promise((resolve, reject) => {
    pip.on("error", reject);
    pip.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`pip failed:\n${output.split("\n").slice(-15).join("\n")}`));
    });
  });
}
