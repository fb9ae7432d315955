import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { S3 } from "@aws-sdk/client-s3";
import { TranscribeStreaming } from "@aws-sdk/client-transcribe-streaming";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startChromium } from "../../../../runtimes/browser/chromium.js";
import { type Inspector, startInspector } from "../../src/index.js";
import { validateHar } from "../../test/validate-har.js";
import { sendSampleRequests } from "./sample-requests.js";

const run = promisify(execFile);
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser;
let inspector: Inspector;
let page: Page;
/** What the page complained of, and where it turned to. */
let complaints: string[];
let addresses: string[];

// Chromium may have to be installed first.
beforeAll(async () => {
  browser = await startChromium();
}, 300_000);
afterAll(() => browser.close());

beforeEach(async () => {
  inspector = await startInspector({ page: true });
  complaints = [];
  addresses = [];
  await open();
});
afterEach(async () => {
  await page.context().close();
  await inspector.close();
  expect(complaints).toEqual([]);
  expect(
    addresses.filter((address) => !address.startsWith("http://127.0.0.1:") && !address.startsWith("data:")),
  ).toEqual([]);
});

async function open(options: Parameters<Browser["newContext"]>[0] = {}): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => addresses.push(request.url()));
  await page.goto(inspector.page?.url ?? "");
  await page.locator(".dot.good").waitFor();
}

function lines(): Locator {
  return page.getByRole("option");
}

/** The text that can be seen. */
async function textOf(element: Locator): Promise<string> {
  await element.first().waitFor();
  const [text = ""] = await element.allInnerTexts();
  return text;
}

async function choose(name: string | RegExp, tab?: string): Promise<void> {
  await lines().filter({ hasText: name }).first().click();
  if (tab !== undefined) await page.getByRole("tab", { name: new RegExp(`^${tab}`) }).click();
}

function panel(): Locator {
  return page.getByRole("tabpanel");
}

/** What axe finds wrong with the page as it is. */
async function axe(): Promise<string[]> {
  // The policy of the page lets no script in; the debugger may still evaluate one.
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await Reflect.get(globalThis, "axe").run(document);
    return violations.map(
      ({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html}`,
    );
  });
}

describe("the list", () => {
  it("shows requests as they come, one line for a call with its attempts under it", async () => {
    await sendSampleRequests(inspector);
    await expect.poll(() => lines().count()).toBe(7);
    const call = lines().filter({ hasText: "PutMetricData" });
    expect(await textOf(call)).toMatch(/cloudwatch\s+PutMetricData\s+200\s+▸ 3\s+[\d.]+ kB → 11 kB\s+valid/);
    await call.getByText("▸ 3").click();
    expect(
      (await lines().filter({ hasText: "attempt" }).allInnerTexts()).map((text) =>
        text.match(/attempt \d|\d{3}(?=\s)/g)?.join(" "),
      ),
    ).toEqual([
      expect.stringContaining("attempt 1"),
      expect.stringContaining("attempt 2"),
      expect.stringContaining("attempt 3"),
    ]);
    expect(await textOf(lines().filter({ hasText: "Invoke" }))).toContain("INVALID");
  });

  it("filters by words, fields and what is in bodies", async () => {
    await sendSampleRequests(inspector);
    await expect.poll(() => lines().count()).toBe(7);
    const filter = page.getByLabel("Filter");
    const shown = async (text: string): Promise<string[]> => {
      await filter.fill(text);
      await page.waitForTimeout(500);
      return (await lines().allInnerTexts()).map((line) => line.split(/\s+/)[2] ?? "");
    };
    expect(await shown("op:Put*")).toEqual(["PutItem", "PutMetricData", "PutObject"]);
    expect(await shown("op:Put* status:>=500")).toEqual(["PutMetricData"]);
    expect(await shown("retry:>0")).toEqual(["PutMetricData"]);
    expect(await shown("signature:bad")).toEqual(["Invoke"]);
    expect(await shown("shop-299")).toEqual(["PutMetricData"]);
    expect(await shown("arn:aws:iam")).toEqual(["AssumeRole"]);
    expect(await shown("-op:*")).toEqual(["hides"]);
    await filter.fill("coming");
    await page.getByText("The filter hides all requests.").waitFor();
    await new DynamoDB(inspector.clientConfig).describeTable({ TableName: "coming" });
    await page.getByText(/^1 shown of/).waitFor();
    await filter.fill("status:what");
    await page.getByText("status: is written as status:>=400 or status:4xx").waitFor();
  });

  it("is worked with the keyboard", async () => {
    await sendSampleRequests(inspector);
    await expect.poll(() => lines().count()).toBe(7);
    const heading = page.getByRole("heading", { level: 2 });
    for (const [key, name] of [
      ["j", "PutItem"],
      ["ArrowDown", "PutMetricData"],
      ["k", "PutItem"],
      ["End", "Invoke"],
      ["Home", "PutItem"],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => textOf(heading)).toContain(name);
    }
    await page.keyboard.press("j");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => lines().count()).toBe(10);
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => lines().count()).toBe(7);
    await page.keyboard.press("Escape");
    await expect.poll(() => heading.count()).toBe(0);
    await page.keyboard.press("/");
    await page.keyboard.type("lambda");
    await expect.poll(() => lines().count()).toBe(1);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByText("mark the request to compare").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  });

  it("pauses, goes on, clears, and keeps what is to be kept", async () => {
    const dynamodb = new DynamoDB(inspector.clientConfig);
    await dynamodb.listTables({});
    await expect.poll(() => lines().filter({ hasText: "ListTables" }).count()).toBe(1);
    await page.getByRole("button", { name: "Pause" }).click();
    await dynamodb.describeLimits({});
    await page.getByRole("button", { name: "Go on (1)" }).waitFor();
    expect(await lines().count()).toBe(1);
    await page.getByRole("button", { name: "Go on (1)" }).click();
    await expect.poll(() => lines().count()).toBe(2);
    await choose("DescribeLimits");
    await page.getByRole("button", { name: "Keep" }).click();
    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => lines().count()).toBe(1);
    expect(inspector.requests.map(({ operation }) => operation)).toEqual(["DescribeLimits"]);
    expect(await textOf(lines())).toContain("★");
  });

  it("stays fluid with ten thousand requests", async () => {
    const body = JSON.stringify({ TableName: "t" });
    const headers = { "x-amz-target": "DynamoDB_20120810.GetItem" };
    for (let sent = 0; sent < 10_000; sent += 100) {
      await Promise.all(
        Array.from({ length: 100 }, () => fetch(inspector.url, { method: "POST", body, headers })),
      );
    }
    await page.getByText("10000 shown of 10000").waitFor();
    // Only what can be seen is there.
    expect(await lines().count()).toBeLessThan(80);
    await page.keyboard.press("Home");
    const frames = await page.evaluate(async () => {
      const list = document.querySelector(".lines");
      const longest: number[] = [];
      let before = performance.now();
      for (let step = 0; step < 60; step += 1) {
        if (list !== null) list.scrollTop += 4321;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const now = performance.now();
        longest.push(now - before);
        before = now;
      }
      return longest.sort((a, b) => a - b);
    });
    // The middle of them, so that a busy machine does not fail it: a list that is not virtual takes seconds.
    expect(frames[30]).toBeLessThan(250);
    await page.keyboard.press("End");
    await expect.poll(() => lines().last().getAttribute("aria-posinset")).toBe("10000");
    await page.getByLabel("Filter").fill("op:Put*");
    await page.getByText("0 shown of 10000").waitFor();
  }, 120_000);
});

describe("the details", () => {
  it("show parameters, headers with the signed ones marked, bodies and answers", async () => {
    await sendSampleRequests(inspector);
    await choose("PutItem", "Parameters");
    await expect.poll(() => textOf(panel())).toContain('TableName: "orders"');
    await choose("PutItem", "Headers");
    const row = panel()
      .getByRole("row")
      .filter({ hasText: /^\s*✓\s*x-amz-target/ });
    expect(await textOf(row)).toMatch(/✓\s*x-amz-target\s+DynamoDB_20120810.PutItem/);
    expect(
      await panel()
        .getByRole("row")
        .filter({ hasText: /^\s*user-agent/ })
        .getByText("✓")
        .count(),
    ).toBe(0);
    await choose("PutMetricData", "Body");
    await expect.poll(() => textOf(panel())).toContain("As it was sent (gzip)");
    expect(await textOf(panel().locator("pre").last())).toMatch(/^000000 {2}1f 8b 08/);
    await panel().getByRole("button", { name: "Hex" }).click();
    expect(await textOf(panel().locator("pre").first())).toMatch(/^000000 {2}7b 22/);
    await choose("PutObject", "Parameters");
    await expect.poll(() => textOf(panel())).toMatch(/x-amz-checksum-crc32\s*\(header\):\s*right/);
    await choose("GetItem", "Answer");
    await expect.poll(() => textOf(panel())).toContain('__type: "ResourceNotFoundException"');
  });

  it("follow a request until it is answered", async () => {
    inspector.respond("delay:1500:500");
    const sent = new DynamoDB({ ...inspector.clientConfig, maxAttempts: 1 })
      .listTables({})
      .catch(() => undefined);
    await choose("ListTables", "Answer");
    await expect.poll(() => textOf(panel())).toBe("It has no answer yet.");
    await sent;
    await expect.poll(() => textOf(panel())).toContain("500");
  });

  it("explain a signature at its line", async () => {
    const s3 = new S3(inspector.clientConfig);
    s3.middlewareStack.add(
      (next) => (args) => {
        if (typeof args.request === "object" && args.request !== null && "query" in args.request) {
          Object.assign(Object(args.request.query), { tracking: "1" });
        }
        return next(args);
      },
      { step: "deserialize", name: "proxy" },
    );
    await s3.listObjectsV2({ Bucket: "b" });
    await choose("ListObjectsV2", "Signature");
    await expect
      .poll(() => textOf(panel()))
      .toContain("Invalid. The query parameter tracking was added after signing.");
    expect(await panel().locator("mark").allInnerTexts()).toEqual(["list-type=2&tracking=1", "list-type=2"]);
    expect(await panel().getByRole("listitem").nth(2).locator("mark").count()).toBe(1);
  });

  it("compare two attempts", async () => {
    inspector.respond("500");
    await new DynamoDB(inspector.clientConfig).listTables({ Limit: 5 });
    await lines().getByText("▸ 2").click();
    await choose("attempt 1");
    await page.getByRole("button", { name: "Compare" }).click();
    await choose("attempt 2");
    const differences = page.getByRole("region", { name: "Differences" });
    await expect
      .poll(() => textOf(differences.getByRole("row").filter({ hasText: /^status/ })))
      .toMatch(/status\s+500\s+200/);
    expect(await textOf(differences)).toMatch(/header amz-sdk-request\s+attempt=1; max=4\s+attempt=2; max=4/);
    expect(await textOf(differences)).not.toContain("Limit");
    await page.keyboard.press("Escape");
    await page.getByRole("tab", { name: "Parameters" }).waitFor();
  });

  it("mask secrets until they are asked for", async () => {
    await sendSampleRequests(inspector);
    const credentials = { ...inspector.credentials, sessionToken: "hidden-token" };
    await new DynamoDB({ ...inspector.clientConfig, credentials }).describeLimits({});
    const hasSecret = async (): Promise<boolean> =>
      /hidden-(?:secret-key|session-token|token)/.test(await page.content());
    await choose("AssumeRole", "Answer");
    await expect.poll(() => textOf(panel())).toMatch(/SecretAccessKey: ••••••/);
    expect(await textOf(panel())).toContain("There are secrets in it.");
    expect(await hasSecret()).toBe(false);
    await panel().getByRole("button", { name: "••••••" }).first().click();
    await expect.poll(() => textOf(panel())).toContain("SecretAccessKey: hidden-secret-key");
    for (const tab of ["Headers", "Signature"]) {
      await choose("DescribeLimits", tab);
      await expect.poll(() => textOf(panel())).toMatch(/x-amz-security-token[:\s]+••••••/);
      expect(await hasSecret()).toBe(false);
    }
    await page.getByRole("button", { name: "Show secrets" }).click();
    await expect.poll(hasSecret).toBe(true);
  });

  it("answer the next call as the user says", async () => {
    const dynamodb = new DynamoDB({ ...inspector.clientConfig, maxAttempts: 1 });
    await dynamodb.listTables({});
    await choose("ListTables");
    await page.getByRole("button", { name: "Answer…" }).click();
    await page.getByLabel("is throttled").check();
    await page.getByRole("button", { name: "Answer it so" }).click();
    await page.getByText("The next call of dynamodb.ListTables is throttled.").waitFor();
    await expect(dynamodb.listTables({})).rejects.toMatchObject({ name: "ThrottlingException" });
    await page.keyboard.press("a");
    await page.getByLabel("Output, as JSON").fill('{"TableNames":["from the page"]}');
    await page.getByRole("button", { name: "Answer it so" }).click();
    await page.getByText("gets this output").waitFor();
    expect((await dynamodb.listTables({})).TableNames).toEqual(["from the page"]);
    await page.getByRole("button", { name: "Answer…" }).click();
    await page.getByLabel("Output, as JSON").fill("{");
    await page.getByRole("button", { name: "Answer it so" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("The next call of").fill("s3/x");
    await page.getByLabel("loses its connection").check();
    await page.getByRole("button", { name: "Answer it so" }).click();
    await page.getByText("isn't a pattern for operations").waitFor();
    complaints = complaints.filter((text) => !text.includes("400 (Bad Request)"));
  });

  it("export a HAR file that is valid", async () => {
    await sendSampleRequests(inspector);
    await expect.poll(() => lines().count()).toBe(7);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "HAR" }).click(),
    ]);
    const document = JSON.parse(await readFile(await download.path(), "utf8"));
    expect(validateHar(document)).toEqual([]);
    expect(document.log.entries).toHaveLength(9);
    expect(JSON.stringify(document)).not.toContain("hidden-s");
  });

  it("copy a request, which arrives the same and validly signed when it is run", async () => {
    const cloudwatch = new CloudWatch(inspector.clientConfig);
    await cloudwatch.listMetrics({ Namespace: "it's" });
    await choose("ListMetrics", "Copy");
    await expect.poll(() => textOf(panel().locator("pre"))).toMatch(/^curl /);
    const command = await textOf(panel().locator("pre"));
    await run("bash", ["-c", command], {
      env: { ...process.env, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
    });
    expect(inspector.requests.at(-1)).toMatchObject({
      operation: "ListMetrics",
      signature: { state: "valid" },
    });
    for (const [label, expected] of [
      ["AWS CLI", "aws cloudwatch list-metrics"],
      ["TypeScript", 'new ListMetricsCommand({\n    Namespace: "it\'s",\n  })'],
      ["boto3", 'boto3.client("cloudwatch"'],
      ["Stub", "stub(client)"],
    ] as const) {
      await panel().getByLabel(label).check();
      await expect.poll(() => textOf(panel().locator("pre"))).toContain(expected);
    }
  });
});

it("shows what was passed on beside what came", async () => {
  await using real = await startInspector({ credentials: { accessKeyId: "REAL", secretAccessKey: "r" } });
  await using passing = await startInspector({
    page: true,
    forward: { url: real.url, credentials: { accessKeyId: "REAL", secretAccessKey: "r" } },
  });
  await new DynamoDB(passing.clientConfig).listTables({});
  await page.goto(passing.page?.url ?? "");
  await page.locator(".endpoint").getByText(real.url).waitFor();
  await choose("ListTables", "Headers");
  await expect.poll(() => textOf(panel())).toContain(`Passed on as\n\nPOST ${real.url}/`);
  const text = await textOf(panel());
  expect(text).toContain("Credential=test/");
  expect(text).toContain("Credential=REAL/");
  // The page would say that its inspector is gone.
  await page.goto("about:blank");
});

it("shows an event stream event by event", async () => {
  const client = new TranscribeStreaming(inspector.clientConfig);
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  async function* audio() {
    yield { AudioEvent: { AudioChunk: Buffer.from("first") } };
    await ended;
    yield { AudioEvent: { AudioChunk: Buffer.from("second") } };
  }
  const sent = client.startStreamTranscription({
    LanguageCode: "en-US",
    MediaEncoding: "pcm",
    MediaSampleRateHertz: 16_000,
    AudioStream: audio(),
  });
  await page.getByRole("option", { name: /StartStreamTranscription 1 events/ }).waitFor();
  await choose("StartStreamTranscription", "Events");
  await expect
    .poll(() => panel().locator("summary").allInnerTexts())
    .toEqual(["AudioEvent 5 bytes signature valid"]);
  end();
  await expect
    .poll(() => panel().locator("summary").allInnerTexts())
    .toEqual([
      "AudioEvent 5 bytes signature valid",
      "AudioEvent 6 bytes signature valid",
      "(end of the stream) 0 bytes signature valid",
    ]);
  await panel().locator("summary").nth(1).click();
  await expect.poll(() => textOf(panel())).toContain("second");
  await sent;
  client.destroy();
});

it("what clients send stays text", async () => {
  const evil = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
  await new S3(inspector.clientConfig).putObject({
    Bucket: "b",
    Key: evil,
    Body: evil,
    ContentType: "text/html",
    Metadata: { x: "<b>" },
  });
  await new DynamoDB(inspector.clientConfig).putItem({ TableName: evil, Item: { [evil]: { S: evil } } });
  await fetch(inspector.url, {
    method: "POST",
    body: evil,
    headers: { "x-amz-target": `Evil.${evil}`, "x-evil": evil },
  });
  inspector.respond({ status: 400, headers: { "content-type": "text/html" }, body: evil });
  await fetch(`${inspector.url}/${encodeURIComponent(evil)}?${new URLSearchParams({ [evil]: evil })}`);
  await expect.poll(() => lines().count()).toBe(4);
  for (let index = 0; index < 4; index += 1) {
    await lines().nth(index).click();
    for (const tab of ["Parameters", "Headers", "Body", "Signature", "Answer", "Copy"]) {
      await page.getByRole("tab", { name: new RegExp(`^${tab}`) }).click();
      await page.waitForTimeout(60);
    }
  }
  await page.getByLabel("Filter").fill("evil");
  await page.waitForTimeout(400);
  expect(await page.title()).toBe("tucuxi-inspector");
  expect(await page.locator("img, #page script").count()).toBe(0);
});

describe("everybody can use it", () => {
  it.each([
    ["light", { width: 1440, height: 900 }],
    ["dark", { width: 1440, height: 900 }],
    ["light", { width: 390, height: 844 }],
    ["dark", { width: 2560, height: 1300 }],
  ] as const)("axe finds nothing: %s, %j", async (colorScheme, viewport) => {
    await page.context().close();
    await open({ colorScheme, viewport });
    expect(await axe()).toEqual([]);
    await sendSampleRequests(inspector);
    await expect.poll(() => lines().count()).toBe(7);
    expect(await axe()).toEqual([]);
    await page.keyboard.press("End");
    for (const tab of ["Parameters", "Headers", "Body", "Signature", "Answer", "Copy"]) {
      await page.getByRole("tab", { name: new RegExp(`^${tab}`) }).click();
      await expect.poll(() => textOf(panel())).not.toBe("");
      expect(await axe()).toEqual([]);
    }
    // Nothing is wider than the window.
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await page.keyboard.press("?");
    expect(await axe()).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("a");
    expect(await axe()).toEqual([]);
  });

  it("its colours are the user's to choose", async () => {
    const colour = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await colour();
    await page.getByRole("button", { name: "Colours: system" }).click();
    await page.getByRole("button", { name: "Colours: light" }).click();
    await page.getByRole("button", { name: "Colours: dark" }).waitFor();
    expect(await colour()).not.toBe(light);
    await page.reload();
    await page.getByRole("button", { name: "Colours: dark" }).waitFor();
  });
});

it("the page comes back when the inspector's connection was lost, and the token is not in its address", async () => {
  expect(page.url()).not.toContain("token");
  await page.context().setOffline(true);
  await page.context().setOffline(false);
  await new DynamoDB(inspector.clientConfig).listTables({});
  await expect.poll(() => lines().filter({ hasText: "ListTables" }).count(), { timeout: 15_000 }).toBe(1);
  complaints = [];
});
