import { readdir, readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type { Browser, Locator, Page } from "playwright-core";
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
const SCHEMES = ["light", "dark"] as const;
/** The home page, and the pages of each kind with the widest tables and programs. */
const PAGES = [
  "",
  "getting-started.html",
  "why-not-middleware.html",
  "events.html",
  "find-a-recipe.html",
  "architecture.html",
  "lambda.html",
  "compatibility.html",
  "examples.html",
  "packages/inspector.html",
  "recipes/custom-retry.html",
  "api/events.html",
  "api/events-functions.html",
  "api/inspector-interfaces.html",
];
/** A quarter of the height of the events reference when it was one page. */
const MAX_API_PAGE_PIXELS = 20_000;

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

async function open(
  path: string,
  width: number,
  colorScheme: (typeof SCHEMES)[number] = "light",
): Promise<Page> {
  // Without transitions, so that nothing is measured halfway through one.
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    colorScheme,
    reducedMotion: "reduce",
  });
  await page.goto(address + path, { waitUntil: "networkidle" });
  // Vue sets it once the page reacts to keys.
  await page.waitForFunction("document.querySelector('#app').__vue_app__");
  return page;
}

/** What a page cuts off: the page is wider than the window, or an element hides part of its content. */
const CUT_OFF = `[
  ...(document.documentElement.scrollWidth > innerWidth ? ["the page"] : []),
  ...[...document.body.querySelectorAll(":not(.visually-hidden)")]
    .filter((element) => element.textContent.trim() !== "" && element.checkVisibility())
    .filter((element) => /hidden|clip/.test(getComputedStyle(element).overflowX))
    .filter((element) => element.scrollWidth > element.clientWidth + 1)
    .map((element) => element.outerHTML.slice(0, 120)),
]`;

const LOW_CONTRAST = `axe.run(document, { runOnly: ["color-contrast"] }).then(({ violations }) =>
  violations.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 120))))`;

test.each(PAGES)("/%s: nothing is cut off, and all text has enough contrast", async (path) => {
  const problems: string[] = [];
  for (const scheme of SCHEMES) {
    const page = await open(path, 390, scheme);
    expect(await page.locator("html.dark").count()).toBe(scheme === "dark" ? 1 : 0);
    await page.evaluate(AXE);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      for (const [problem, search] of Object.entries({ "cut off": CUT_OFF, "low contrast": LOW_CONTRAST })) {
        const found = await page.evaluate<string[]>(search);
        problems.push(...found.map((what) => `${problem} at ${width} pixels, ${scheme}: ${what}`));
      }
    }
    await page.close();
  }
  expect(problems).toEqual([]);
});

test("a phone shows the whole picture of a call, in letters that can be read", async () => {
  const page = await open("architecture.html", 390);
  const picture = page.locator("pre", { hasText: "client.send(command)" });
  const { width, scrollWidth, fontSize } = await picture.evaluate((element) => ({
    width: element.clientWidth,
    scrollWidth: element.scrollWidth,
    fontSize: Number.parseFloat(getComputedStyle(element.querySelector("code") ?? element).fontSize),
  }));
  expect(scrollWidth).toBe(width);
  expect(fontSize).toBeGreaterThanOrEqual(12);
  await page.close();
});

test("the API reference is in pages that can be read", async () => {
  const problems: string[] = [];
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  for (const file of await readdir(new URL("api/", DIST))) {
    if (!file.endsWith(".html")) continue;
    await page.goto(`${address}api/${file}`);
    const height = await page.evaluate<number>("document.documentElement.scrollHeight");
    if (height > MAX_API_PAGE_PIXELS) problems.push(`${file}: ${height} pixels`);
  }
  await page.close();
  expect(problems).toEqual([]);
});

test("the page of the known services lists how patterns name them", async () => {
  const page = await open("api/events-knownservices.html", 1280);
  const names = await page.locator("main code").allTextContents();
  await page.close();
  expect(names).toEqual(expect.arrayContaining(["cloudwatch-logs", "dynamodb", "s3"]));
});

test.each([
  ["mock", ["/testing"]],
  ["vitest", ["/testing", "/packages/plugin-stubber"]],
  ["retry", ["/find-a-recipe", "/events"]],
  ["gzip", ["/packages/plugin-gzip"]],
  ["trace id", ["/packages/plugin-trace-header"]],
  ["presigned", ["/faq", "/find-a-recipe"]],
  ["LocalStack", ["/faq"]],
  ["boto3", ["/start-from-boto3"]],
  ["middleware", ["/why-not-middleware"]],
  ["lambda", ["/lambda"]],
  ["logger", ["/packages/plugin-logger"]],
  ["guard", ["/packages/plugin-guard"]],
])("a search for %s finds the right page first, and Enter leads there", async (words, pages) => {
  const page = await open("getting-started.html", 1280);
  await page.keyboard.press("Control+k");
  await page.locator("#localsearch-input").fill(words);
  await page.locator(".VPLocalSearchBox .result.selected").waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.endsWith("/getting-started.html"));
  const { pathname } = new URL(page.url());
  await page.close();
  expect(pages).toContain(pathname.replace(/\.html$/, ""));
});

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, element: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    if (await element.evaluate((node) => node === document.activeElement)) return;
  }
  throw new Error("the keyboard doesn't get there");
}

test("a phone's menus open with the keyboard, and lead to pages", async () => {
  const page = await open("getting-started.html", 390);
  await tabTo(page, page.locator(".VPNavBarHamburger"));
  await page.keyboard.press("Enter");
  const link = page.locator(".VPNavScreen a", { hasText: "Events" });
  await link.waitFor();
  await tabTo(page, link);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/events\.html$/);
  // The address changes before the page does, which closes all menus.
  await page.locator("main h1", { hasText: "Events" }).waitFor();
  await tabTo(page, page.locator(".VPLocalNav .menu"));
  await page.keyboard.press("Enter");
  const lambda = page.locator(".VPSidebar.open a", { hasText: /^Lambda$/ });
  await lambda.waitFor();
  await tabTo(page, lambda);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/lambda\.html$/);
  await page.close();
});

test("the home page's example has tabs that the arrow keys switch", async () => {
  const page = await open("", 1280);
  const tabs = page.locator(".vp-code-group").first();
  await tabTo(page, tabs.locator("input").first());
  const focused = tabs.locator("input:focus-visible + label");
  expect(await focused.evaluate((label) => getComputedStyle(label).outlineStyle)).not.toBe("none");
  const shown = tabs.locator(".blocks > .active");
  expect(await shown.textContent()).toContain("eventsOf(dynamodb).register");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => shown.textContent()).toContain("middlewareStack.addRelativeTo");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => shown.textContent()).toContain("meta.events.register");
  await page.close();
});

test("tools find llms.txt, and each page that it lists as Markdown", async () => {
  const list = await (await fetch(`${address}llms.txt`)).text();
  const pages = [...list.matchAll(/\]\(\/([^)]*\.md)\)/g)].map(([, page = ""]) => page);
  expect(pages).toContain("packages/events.md");
  for (const page of pages) {
    const response = await fetch(address + page);
    expect(await response.text(), page).toMatch(/^# /m);
  }
});
