import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChromium } from "../../runtimes/browser/chromium.js";

const DIST = new URL("../.vitepress/dist/", import.meta.url);
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html",
  js: "text/javascript",
  css: "text/css",
  svg: "image/svg+xml",
  json: "application/json",
};
const WIDTHS = [390, 768, 1280];
const PAGES = [
  "",
  "getting-started.html",
  "why-not-middleware.html",
  "events.html",
  "find-a-recipe.html",
  "architecture.html",
  "lambda.html",
  "api/events.html",
];

let server: Server;
let address: string;
let browser: Browser;

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://site").pathname.slice(1) || "index.html";
    readFile(new URL(path, DIST)).then(
      (body) =>
        response.setHeader("content-type", TYPES[path.split(".").at(-1) ?? ""] ?? "text/plain").end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await startChromium();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  server?.close();
});

async function open(path: string, width: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(address + path, { waitUntil: "networkidle" });
  return page;
}

test.each(WIDTHS)(
  "at %i pixels no page is wider than the window, and every text has enough contrast",
  async (width) => {
    const problems: string[] = [];
    for (const path of PAGES) {
      const page = await open(path, width);
      const excess = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
      if (Number(excess) > 0) problems.push(`${path}: ${excess} pixels too wide`);
      await page.evaluate(AXE);
      const found = (await page.evaluate(
        "axe.run(document, { runOnly: ['color-contrast'] }).then(({ violations }) => violations.flatMap(({ nodes }) => nodes.map(({ html }) => html)))",
      )) as string[];
      problems.push(...found.map((html) => `${path}: ${html.slice(0, 120)}`));
      await page.close();
    }
    expect(problems).toEqual([]);
  },
);

test.each([
  ["mock", ["/testing", "/packages/plugin-stubber", "/faq", "/find-a-recipe"]],
  ["vitest", ["/testing", "/packages/plugin-stubber", "/faq", "/find-a-recipe"]],
  ["retry", ["/find-a-recipe", "/events", "/testing", "/faq", "/recipes/custom-retry"]],
  ["gzip", ["/packages/plugin-gzip", "/find-a-recipe"]],
  ["trace id", ["/packages/plugin-trace-header", "/find-a-recipe"]],
  ["presigned", ["/find-a-recipe", "/faq", "/events", "/recipes/presigned-query"]],
  ["LocalStack", ["/faq"]],
  ["boto3", ["/start-from-boto3", "/from-boto3", "/packages/events"]],
  ["middleware", ["/why-not-middleware", "/from-middleware", "/faq"]],
  ["lambda", ["/lambda"]],
  ["logger", ["/packages/plugin-logger"]],
  ["guard", ["/packages/plugin-guard"]],
])("a search for %s finds the right page first", async (words, pages) => {
  const page = await open("getting-started.html", 1280);
  await page.keyboard.press("Control+k");
  await page.locator("#localsearch-input").fill(words);
  const first = page.locator(".VPLocalSearchBox .result").first();
  await first.waitFor();
  const href = new URL((await first.getAttribute("href")) ?? "", address);
  await page.close();
  expect(pages).toContain(href.pathname.replace(/\.html$/, ""));
});

test("a phone's menus open with the keyboard, and lead to pages", async () => {
  const page = await open("getting-started.html", 390);
  await page.locator(".VPNavBarHamburger").focus();
  await page.keyboard.press("Enter");
  const link = page.locator(".VPNavScreen a", { hasText: "Events" });
  await link.waitFor();
  await link.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/events\.html$/);
  await page.locator(".VPLocalNav .menu").focus();
  await page.keyboard.press("Enter");
  await page.locator(".VPSidebar.open a", { hasText: "Lambda" }).waitFor();
  await page.close();
});
