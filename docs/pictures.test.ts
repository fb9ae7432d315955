import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { terminalPicture } from "./src/terminal-picture.js";

/** Sizes of compressed bodies differ from one version of zlib to another, and columns with them. */
function withoutNumbers(picture: string): string {
  return picture.replaceAll(/\d+/g, "0").replaceAll(/ +/g, " ");
}

// `pnpm docs:update` writes it.
test("the picture of the demo is what it prints, but for numbers", async () => {
  const demo = fileURLToPath(new URL("../examples/src/demo.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", "--import", "tsx", demo]);
  const picture = terminalPicture("npx -y pnpm@12 demo", stdout);
  const committed = await readFile(new URL("./pictures/demo.svg", import.meta.url), "utf8").catch(() => "");
  const isSame = withoutNumbers(picture) === withoutNumbers(committed);
  await expect(isSame ? committed : picture).toMatchFileSnapshot("./pictures/demo.svg");
});
