import { readdir, readFile } from "node:fs/promises";
import { S3 } from "@aws-sdk/client-s3";
import * as stubber from "@tucuxi/plugin-stubber";
import { expect, it } from "vitest";
import { toHaveSent } from "../src/runners/sent-matchers.js";

const readme = await text("../README.md");

function text(path: string): Promise<string> {
  return readFile(new URL(path, import.meta.url), "utf8");
}

/** The first column of a section's table, what is in backticks. */
function listed(section: string): string[] {
  const [, content = ""] = new RegExp(`^## ${section}\n(.*?)^## `, "ms").exec(readme) ?? [];
  return [...content.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`(.*?)`/g)].map(([, code = ""]) => code),
  );
}

it("the README's program is the one that is run here", async () => {
  const [, program] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  expect(program).toBe(await text("./readme-program.test.ts"));
});

it("the README has all options, answers, assertions and codes", async () => {
  const misspelt: object = { "": 1 };
  expect(() => stubber.stub(new S3({}), misspelt)).toThrow(`takes ${listed("Options").join(", ")}`);

  using s3 = stubber.stub(new S3({}), { unused: "ignore" });
  const answers = listed("Answers").map((answer) => answer.replace(/\(.*/, ""));
  expect(answers).toEqual([
    "returns",
    "fails",
    "throttles",
    "drops",
    "pages",
    "streams",
    "calls",
    "responds",
    "delays",
  ]);
  const one = s3.on("s3.*");
  for (const answer of [...answers, "times", "once", "optional"]) expect(one).toHaveProperty(answer);

  const assertions = [...readme.matchAll(/`(assert\w*Sent\w*)\(/g)].map(([, name]) => name);
  expect(assertions.sort()).toEqual(
    Object.keys(stubber)
      .filter((name) => name.startsWith("assert"))
      .sort(),
  );
  expect(Object.keys(stubber.sentMatchers)).toContain(toHaveSent.name);

  const [, codes = ""] = /type StubErrorCode =(.*?);/s.exec(await text("../src/errors.ts")) ?? [];
  const all = [...codes.matchAll(/"(\w+)"/g)].map(([, code]) => code).sort();
  expect(listed("Errors").sort()).toEqual(all);
});

it("each code of an error is thrown somewhere", async () => {
  const sources = await readdir(new URL("../src", import.meta.url), { recursive: true });
  const code = await Promise.all(
    sources
      .filter((name) => name.endsWith(".ts") && name !== "errors.ts")
      .map((name) => text(`../src/${name}`)),
  );
  for (const name of listed("Errors")) expect(code.join("\n")).toContain(`"${name}"`);
});
