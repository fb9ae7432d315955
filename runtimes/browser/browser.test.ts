import { type Inspector, startInspector } from "@tucuxi/inspector";
import type { Browser, Page as Tab } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { definePortableTests, validRequests } from "../portable/portable-tests.js";
import { startChromium } from "./chromium.js";
import type { PageScenarios } from "./page/main.js";
import { type Page, servePage } from "./page-server.js";

let page: Page;
let browser: Browser;
let inspector: Inspector;
let tab: Tab;
/** What the page printed and requested. */
let printed: { type: string; text: string }[];
let addresses: URL[];

// Chromium may have to be installed first.
beforeAll(async () => {
  [page, browser] = await Promise.all([servePage(inject("userProject")), startChromium()]);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await page?.close();
});

beforeEach(async () => {
  inspector = await startInspector({ verify: "enforce" });
  printed = [];
  addresses = [];
  tab = await browser.newPage();
  tab.on("console", (message) => printed.push({ type: message.type(), text: message.text() }));
  tab.on("pageerror", (error) => printed.push({ type: "error", text: String(error) }));
  tab.on("request", (request) => addresses.push(new URL(request.url())));
  await tab.goto(`${page.url}?endpoint=${inspector.url}`);
});
afterEach(async () => {
  await tab.close();
  await inspector.close();
  // Chromium logs every error response. The tests cause these on purpose.
  const complaints = printed.filter(
    ({ type, text }) => type === "error" && !text.startsWith("Failed to load resource:"),
  );
  expect(complaints).toEqual([]);
  const elsewhere = addresses.filter(
    ({ hostname, protocol }) => hostname !== "127.0.0.1" && protocol !== "data:",
  );
  expect(elsewhere).toEqual([]);
});

/** Runs a scenario in the page. */
async function run<Name extends keyof PageScenarios>(
  name: Name,
  ...args: Parameters<PageScenarios[Name]>
): Promise<Awaited<ReturnType<PageScenarios[Name]>>> {
  return tab.evaluate(
    async ([scenario, given]) =>
      Reflect.apply(Reflect.get(Reflect.get(globalThis, "scenarios"), scenario), undefined, given),
    [name, args] as const,
  );
}

test("the page has the published packages, and needs no module of Node.js", () => {
  for (const name of [
    "events",
    "plugin-gzip",
    "plugin-logger",
    "plugin-payload-limit",
    "plugin-s3-compat",
    "plugin-trace-header",
  ]) {
    expect(page.modules.some((id) => id.includes(`/unpacked/${name}/dist/`))).toBe(true);
  }
  expect(page.nodeModules).toEqual([]);
});

definePortableTests({ inspector: () => inspector, run });

test("gzip compresses with CompressionStream", async () => {
  await tab.evaluate(() => {
    class Broken {
      constructor() {
        throw new Error("no CompressionStream");
      }
    }
    Object.assign(globalThis, { CompressionStream: Broken });
  });
  await expect(run("gzip", 50)).rejects.toThrow("no CompressionStream");
});

test("a stream that nothing collects is refused by Chromium, with Tucuxi as without: it has no HTTP/2 here", async () => {
  const bare = await run("stream", false);
  expect(bare).toBe("TypeError: Failed to fetch");
  expect(await run("stream", true)).toBe(bare);
  expect(validRequests(inspector)).toEqual([]);
});

test("logger writes to the console of the page by default", async () => {
  await run("loggerOnConsole");
  expect(printed.map(({ type, text }) => `${type}: ${text}`).join("\n")).toMatch(/^info: .*ListBuckets/);
});
