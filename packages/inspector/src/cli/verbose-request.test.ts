import { expect, it } from "vitest";
import { inspectRequest } from "../requests/inspect-request.js";
import { terminalLines, terminalText } from "./terminal-text.js";
import { verboseRequest } from "./verbose-request.js";

const ESCAPES = "\u001b[2J\u009b31m\u0007\r\u202e\u2066\u200b\u2028";

it("does not let a client move the cursor, change colours or directions, or write lines", async () => {
  const body = Buffer.from(JSON.stringify({ [ESCAPES]: ESCAPES, TableName: "ünï ✓ 表" }));
  const request = await inspectRequest(
    {
      time: new Date(0),
      method: "POST",
      url: `/?a=${ESCAPES}`,
      httpVersion: "1.1",
      rawHeaders: [
        ["host", "h"],
        ["x-amz-target", "DynamoDB_20120810.GetItem"],
        [`x-${ESCAPES}`, ESCAPES],
      ],
      trailers: {},
      body: { bytes: body, seen: body.length, outcome: "complete" },
      problem: undefined,
    },
    { credentials: [], maxBodyBytes: 10_000 },
  );
  request.response = {
    status: 200,
    headers: [["x-answer", ESCAPES]],
    body: Buffer.from(`line\n\u001b[31mred\ttab`),
    bodyBytes: 18,
  };
  const text = verboseRequest(request, { level: 2, credentials: [] });
  expect(text).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\n\t]*$/mu);
  expect(text.replace(/[\n\t]/g, "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(text).toContain("\\x1b[2J\\x9b31m\\x07");
  expect(text).toContain("\\u{202e}\\u{2066}");
  // What people write stays as it is.
  expect(text).toContain('"TableName": "ünï ✓ 表"');
});

it("cuts long bodies, and shows bodies that aren't text as hex", async () => {
  const long = Buffer.from("x".repeat(10_000));
  const inspect = (bytes: Uint8Array) =>
    inspectRequest(
      {
        time: new Date(0),
        method: "PUT",
        url: "/b/k",
        httpVersion: "1.1",
        rawHeaders: [["host", "h"]],
        trailers: {},
        body: { bytes, seen: bytes.length, outcome: "complete" },
        problem: undefined,
      },
      { credentials: [], maxBodyBytes: 100_000 },
    );
  expect(verboseRequest(await inspect(long), { level: 1, credentials: [] })).toContain(
    "… cut after 4096 of 10000",
  );
  const binary = verboseRequest(await inspect(Buffer.from([0, 255, 65])), { level: 1, credentials: [] });
  expect(binary).toContain("    000000  00 ff 41 ");
});

it("lines and tabs are the only control characters that stay", () => {
  expect(terminalLines("a\tb\r\nc\u0000")).toEqual(["a\tb", "c\\x00"]);
  expect(terminalText("a\nb\u{e0001}")).toBe("a\\x0ab\\u{e0001}");
});
