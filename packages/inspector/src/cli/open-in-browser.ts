import { spawn } from "node:child_process";

/** Opens an address in the user's browser, or prints it if that fails. */
export function openInBrowser(url: string, stderr: { write(text: string): unknown }): void {
  const [command, ...args] = commandOf(process.platform, url);
  const fail = (): void =>
    void stderr.write(`tucuxi-inspector: no browser could be opened; open ${url} yourself\n`);
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.once("error", fail);
  child.once("exit", (code) => {
    if (code !== 0) fail();
  });
  child.unref();
}

function commandOf(platform: NodeJS.Platform, url: string): [command: string, ...args: string[]] {
  if (platform === "darwin") return ["open", url];
  // `start` is a shell command, and takes the first quoted argument as a title.
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler", url];
  return ["xdg-open", url];
}
