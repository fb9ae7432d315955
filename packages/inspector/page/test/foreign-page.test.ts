import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { startChromium } from "../../../../runtimes/browser/chromium.js";
import { type Inspector, startInspector } from "../../src/index.js";

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
}, 300_000);
afterAll(() => browser.close());

let inspector: Inspector;
let context: BrowserContext;
/** Another server of this machine: for a browser it is the same site as the inspector's page. */
const foreign = createServer((request, response) => {
  heard.push(request.headers.cookie ?? "");
  response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>foreign</title>");
});
let heard: string[];
let foreignUrl: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => foreign.listen(0, "127.0.0.1", resolve));
  const { port }: Pick<AddressInfo, "port"> = Object(foreign.address());
  foreignUrl = `http://127.0.0.1:${port}/`;
});
afterAll(() => foreign.close());

beforeEach(async () => {
  heard = [];
  inspector = await startInspector({ page: true });
  await new DynamoDB(inspector.clientConfig).listTables({});
  context = await browser.newContext();
  // The user has the inspector's page open, so the browser has its cookie.
  const own = await context.newPage();
  await own.goto(inspector.page?.url ?? "");
  await own.getByText("ListTables").waitFor();
});
afterEach(async () => {
  await context.close();
  await inspector.close();
});

it("cannot read or change anything, even if it knows the address", async () => {
  const tab = await context.newPage();
  await tab.goto(foreignUrl);
  const { origin, pathname } = new URL(inspector.page?.url ?? "");
  const results = await tab.evaluate(async (address) => {
    const attempt = async (path: string, init: RequestInit): Promise<string> => {
      try {
        const answer = await fetch(address + path, { credentials: "include", ...init });
        return answer.type === "opaque" ? "opaque" : `read: ${await answer.text()}`;
      } catch (error) {
        return String(error);
      }
    };
    return [
      await attempt("api/har", {}),
      await attempt("api/live", {}),
      await attempt("api/clear", {
        method: "POST",
        body: "{}",
        headers: { "content-type": "application/json" },
      }),
      await attempt("api/clear", { method: "POST", body: "{}", mode: "no-cors" }),
    ];
  }, origin + pathname);
  expect(results).toEqual([
    "TypeError: Failed to fetch",
    "TypeError: Failed to fetch",
    "TypeError: Failed to fetch",
    expect.stringMatching(/opaque|Failed to fetch/),
  ]);
  expect(inspector.requests.length).toBe(1);
});

it("cannot frame the page, or send a form to it", async () => {
  const tab = await context.newPage();
  await tab.goto(foreignUrl);
  const address = inspector.page?.url ?? "";
  await tab.evaluate((url) => {
    const frame = document.createElement("iframe");
    frame.src = url;
    document.body.append(frame);
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: url.replace(/\?.*/, "api/clear"), target: "other" });
    document.body.append(form);
    form.submit();
  }, address);
  await tab.waitForTimeout(1000);
  const framed = tab.frames().filter((frame) => frame !== tab.mainFrame());
  const texts = await Promise.all(framed.map((frame) => frame.content().catch(() => "")));
  expect(texts.filter((text) => text.includes("ListTables") || text.includes("tucuxi"))).toEqual([]);
  expect(inspector.requests.length).toBe(1);
});

it("does not get the cookie", async () => {
  const tab = await context.newPage();
  await tab.goto(foreignUrl);
  expect(await tab.evaluate(() => document.cookie)).toBe("");
  expect(heard.join("")).toBe("");
});
