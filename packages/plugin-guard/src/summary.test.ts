import type { OperationModel } from "@tucuxi/events";
import { expect, it } from "vitest";
import { summarize } from "./summary.js";

const model: OperationModel = {
  name: "PutThing",
  serviceId: "Things",
  serviceName: "things",
  inputMembers: [],
  outputMembers: [],
  redactInput: (params) => params,
  redactOutput: (parsed) => parsed,
};

it.each<[object, string]>([
  [{}, "things.PutThing"],
  [{ A: undefined, B: null, C: 1, D: true }, "things.PutThing B=null C=1 D=true"],
  [
    { Key: { id: { S: "1" } }, Items: [1, 2], One: ["x"] },
    'things.PutThing Key={id} Items=2 items One=["x"]',
  ],
  [
    { Body: new Uint8Array(7), When: new Date(0) },
    'things.PutThing Body=7 bytes When="1970-01-01T00:00:00.000Z"',
  ],
  [{ When: new Date(Number.NaN) }, "things.PutThing When=null"],
  [{ Name: 'a "b"\n\u001b[2K' }, 'things.PutThing Name="a \\"b\\"\\n\\u001b[2K"'],
  [{ Name: "\u202etxt.exe\u200b" }, 'things.PutThing Name="\\u{202e}txt.exe\\u{200b}"'],
  [{ ["\u001b[2K"]: 1 }, "things.PutThing \\u{1b}[2K=1"],
])("puts %o into one line that is safe to print", (params, line) => {
  expect(summarize(model, params as Record<string, unknown>)).toBe(line);
});

it("has at most 200 characters", () => {
  const params = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`P${index}`, "x".repeat(99)]));
  const line = summarize(model, params);
  expect(line).toHaveLength(200);
  expect(line).toMatch(/…$/);
});
