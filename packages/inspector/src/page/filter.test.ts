import { describe, expect, it } from "vitest";
import { parseFilter } from "./filter.js";
import type { RequestRow } from "./page-data.js";

function row(id: number, changes: Partial<RequestRow>): RequestRow {
  return {
    id,
    callId: undefined,
    attempt: 1,
    time: 0,
    method: "POST",
    path: "/",
    service: "s3",
    operation: "PutObject",
    status: 200,
    isSettled: true,
    wireBytes: 10,
    bodyBytes: 10,
    signature: "valid",
    fault: undefined,
    checksumsValid: true,
    duration: 5,
    problem: undefined,
    events: 0,
    ...changes,
  };
}

const ROWS = [
  row(1, { path: "/bucket/key", wireBytes: 5000 }),
  row(2, { service: "dynamodb", operation: "PutItem", status: 400, attempt: 2 }),
  row(3, { service: "dynamodb", operation: "GetItem", status: 503, signature: "invalid" }),
  row(4, {
    service: undefined,
    operation: undefined,
    method: "GET",
    signature: "absent",
    status: undefined,
    duration: 200,
  }),
];

describe("a filter shows", () => {
  it.each([
    ["", [1, 2, 3, 4]],
    ["op:Put*", [1, 2]],
    ["op:s3.put*", [1]],
    ["service:dynamo*", [2, 3]],
    ["status:>=400", [2, 3]],
    ["status:4xx", [2]],
    ["status:200", [1]],
    ["retry:>0", [2]],
    ["signature:bad", [3]],
    ["signature:none", [4]],
    ["-signature:ok", [3, 4]],
    ["method:get", [4]],
    ["path:/bucket/*", [1]],
    ["size:>1000", [1]],
    ["time:>100", [4]],
    ["op:Put* status:>=400 retry:>0", [2]],
    ["item", [2, 3]],
    ["-item", [1, 4]],
    ['"putobject post"', [1]],
    ["arn:aws:thing", [4]],
    ["hidden", [3]],
  ])("%s", (text, ids) => {
    const found = new Map([
      ["hidden", new Set([3])],
      ["arn:aws:thing", new Set([4])],
    ]);
    const { matches, problem } = parseFilter(text);
    expect(problem).toBeUndefined();
    expect(ROWS.filter((each) => matches(each, found)).map(({ id }) => id)).toEqual(ids);
  });
});

it("a filter says how a term is written", () => {
  expect(parseFilter("status:bad").problem).toBe("status: is written as status:>=400 or status:4xx");
  expect(parseFilter("signature:maybe").problem).toContain("signature:bad, ok, none or unchecked");
  expect(parseFilter("op:Put* some words").words).toEqual(["some", "words"]);
});
