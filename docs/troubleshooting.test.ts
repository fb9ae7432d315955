import { readFile } from "node:fs/promises";
import { TucuxiError, type TucuxiErrorCode } from "@tucuxi/events";
import { expect, test } from "vitest";
import { errorOf, MISTAKES } from "../examples/src/troubleshooting/mistakes.js";
import { declaredCodes, usedCodes } from "./src/error-codes.js";
import { atEndpoint, exampleOutput } from "./src/example-output.js";
import { withGenerated } from "./src/generated-parts.js";
import { wrapped } from "./src/wrapped.js";

const file = new URL("./troubleshooting.md", import.meta.url);
const codes = Object.keys(MISTAKES) as TucuxiErrorCode[];

test("the type, the sources and the page have the same codes of errors", async () => {
  const page = await readFile(file, "utf8");
  const headings = [...page.matchAll(/^### ([A-Z_]+)$/gm)].map(([, code]) => code);
  const used = usedCodes();
  expect(declaredCodes().filter((code) => !used.has(code))).toEqual([]);
  expect(headings.toSorted()).toEqual(declaredCodes());
  expect(codes.toSorted()).toEqual(declaredCodes());
});

test.each(codes)("the mistake for %s gets an error with that code", async (code) => {
  const error = await atEndpoint([], () => errorOf(code));
  expect(error).toBeInstanceOf(TucuxiError);
  expect(error).toMatchObject({ code });
});

// `pnpm docs:update` writes what this compares.
test("the page shows the messages and what the programs print", async () => {
  const page = await readFile(file, "utf8");
  const parts: Record<string, string> = {};
  for (const code of codes) {
    const error = await atEndpoint([], () => errorOf(code));
    // As long as lines can be beside a sidebar.
    parts[code] = block(wrapped(`${error}`, "", 92));
  }
  for (const name of ["handler-order", "changed-after-signing", "http-2"]) {
    parts[name] = block(await exampleOutput(`troubleshooting/${name}.ts`));
  }
  await expect(withGenerated(page, parts)).toMatchFileSnapshot("./troubleshooting.md");
});

function block(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}
