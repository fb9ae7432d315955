import { startInspector } from "@tucuxi/inspector";
import { expect, test } from "vitest";

const ORIGIN = "http://127.0.0.1:8080";
const ASKED = "amz-sdk-invocation-id,authorization,x-amz-date";

test("a browser's preflight is allowed what it asks for, and is no request", async () => {
  await using inspector = await startInspector({ respond: ["500"] });
  const preflight = await fetch(inspector.url, {
    method: "OPTIONS",
    headers: {
      origin: ORIGIN,
      "access-control-request-method": "PUT",
      "access-control-request-headers": ASKED,
      "access-control-request-private-network": "true",
    },
  });
  expect(preflight.status).toBe(204);
  expect(Object.fromEntries(preflight.headers)).toMatchObject({
    "access-control-allow-origin": ORIGIN,
    "access-control-allow-methods": "PUT",
    "access-control-allow-headers": ASKED,
    "access-control-allow-private-network": "true",
  });
  expect(inspector.requests).toEqual([]);
  // The scripted answer was not used up.
  expect((await fetch(inspector.url)).status).toBe(500);
});

test("a page of another origin may read every answer, the refusals too", async () => {
  await using inspector = await startInspector({ respond: ["200", "throttle"], maxBodyBytes: 10 });
  for (const [status, body] of [
    [200, ""],
    [400, ""],
    [413, "more than ten bytes"],
  ] as const) {
    const answer = await fetch(inspector.url, { method: "POST", headers: { origin: ORIGIN }, body });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(answer.headers.get("access-control-expose-headers")).toBe("*");
  }
});

test("without an origin nothing is said of origins, and OPTIONS is a request as any other", async () => {
  await using inspector = await startInspector();
  const answer = await fetch(inspector.url, { method: "OPTIONS" });
  expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  expect(inspector.requests.map(({ method }) => method)).toEqual(["OPTIONS"]);
});
