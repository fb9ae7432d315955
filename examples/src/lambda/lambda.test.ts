import { expect, it, vi } from "vitest";
import { useLocalAws } from "../local-aws.js";

const aws = useLocalAws();

it("the handler sends the id of its own invocation, signed, and logs a line of JSON for each call", async () => {
  const log = vi.spyOn(console, "info").mockReturnValue();
  const { handler } = await import("./handler.js");
  const stored = await Promise.all(
    ["1", "2"].map((order) => handler({ order }, { awsRequestId: `request-${order}` })),
  );
  expect(stored).toEqual([{ stored: "1" }, { stored: "2" }]);
  const sent = aws.inspector.requests.map(({ text, headers, signature }) => ({
    order: JSON.parse(text ?? "").Item.id.S,
    id: headers["x-request-id"],
    isSigned: signature.state === "valid" && signature.signedHeaders.includes("x-request-id"),
  }));
  expect(sent.toSorted((a, b) => a.order.localeCompare(b.order))).toEqual([
    { order: "1", id: "request-1", isSigned: true },
    { order: "2", id: "request-2", isSigned: true },
  ]);
  expect(log.mock.calls.map(([line]) => JSON.parse(String(line)).aws.operation)).toEqual([
    "PutItem",
    "PutItem",
  ]);
});
