import { expect, it } from "vitest";
import { inspectRequest } from "../requests/inspect-request.js";
import { requestLine } from "./request-line.js";

it("does not let a client write to the terminal", async () => {
  const request = await inspectRequest(
    {
      time: new Date(0),
      method: "GET",
      url: "/\u001b[2J\u009b31m",
      httpVersion: "1.1",
      rawHeaders: [
        ["host", "h"],
        ["x-amz-target", "DynamoDB_20120810.\u001b[31mGet"],
        ["content-encoding", "\u0007"],
      ],
      trailers: {},
      body: { bytes: new Uint8Array(), seen: 0, outcome: "complete" },
      problem: undefined,
    },
    { credentials: [], maxBodyBytes: 10 },
  );
  expect(requestLine(request)).toBe(
    "00:00:00.000Z  dynamodb \\x1b[31mGet  no answer  0 B on the wire, 0 B decoded (\\x07)  unsigned" +
      '  REFUSED: UnsupportedContentEncoding: content-encoding "\\x07" isn\'t known; known are br, deflate, gzip, x-gzip',
  );
});
