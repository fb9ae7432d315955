import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** Its path on macOS. */
const ELSEWHERE = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** A browser that stays on this machine. It doesn't look for updates and finds no host but this one. */
export async function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [
      // Chromium's sandbox refuses to run as root, which is the user in containers.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}

/** The path of Chromium. Installs it if that needs no prompt. */
function chromiumPath(): string {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH !== undefined && CHROMIUM_PATH !== "") return CHROMIUM_PATH;
  const found = installedChromium() ?? installChromium();
  if (found !== undefined) return found;
  throw new Error(
    "Chromium wasn't found. Install it (on Debian and Ubuntu, run apt-get install chromium), or set CHROMIUM_PATH to the path of Chromium or Chrome.",
  );
}

function installedChromium(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...ELSEWHERE].find(
    (path) => existsSync(path),
  );
}

/** Installs Debian's package, as root or by sudo without a password. */
function installChromium(): string | undefined {
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const apt = (...args: readonly string[]): void => {
    const [command = "", ...rest] = [...sudo, "apt-get", ...args];
    execFileSync(command, rest, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  };
  console.log("Chromium wasn't found: installing Debian's package");
  const install = ["install", "-y", "--no-install-recommends", "chromium"];
  try {
    try {
      apt(...install);
    } catch {
      apt("update");
      apt(...install);
    }
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : cause);
  }
  return installedChromium();
}
