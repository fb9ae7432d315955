import { once } from "node:events";
import { request as httpRequest, IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Inspector, startInspector } from "../src/index.js";
import { PageAccess } from "../src/page/page-access.js";

let inspector: Inspector;
/** The address of the page without its token, and with it. */
let page: URL;
let opened: URL;
beforeEach(async () => {
  inspector = await startInspector({ page: true });
  opened = new URL(inspector.page?.url ?? "");
  page = new URL(opened.pathname, opened);
});
afterEach(() => inspector.close());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** `fetch` would not let a test say which host and origin it is. */
function ask(url: URL, headers: Record<string, string> = {}, method = "GET", body = ""): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(url, { method, headers }, (response) => {
      const chunks: Uint8Array[] = [];
      response.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    asked.on("error", reject).end(body);
  });
}

async function cookie(): Promise<string> {
  const { headers } = await ask(opened);
  return String(headers["set-cookie"]).split(";")[0] ?? "";
}

const clear = (headers: Record<string, string>, body = "{}"): Promise<Answer> =>
  ask(new URL("api/clear", page), { "content-type": "application/json", ...headers }, "POST", body);

it("the page is on a port of its own, and the port of AWS clients knows nothing of it", async () => {
  expect(opened.port).not.toBe(String(inspector.port));
  expect(opened.hostname).toBe("127.0.0.1");
  const answer = await fetch(new URL(opened.pathname + opened.search, inspector.url));
  expect(await answer.text()).not.toContain("html");
});

it("the token gives a cookie that no script can read and no other site can have sent", async () => {
  const { status, headers, text } = await ask(opened);
  expect(status).toBe(200);
  expect(text).toMatch(/^<!doctype html>/);
  expect(String(headers["set-cookie"])).toMatch(
    new RegExp(`^tucuxi-inspector=[\\w-]{32}; Path=${page.pathname}; HttpOnly; SameSite=Strict$`),
  );
  expect((await ask(page, { cookie: await cookie() })).status).toBe(200);
});

it("two inspectors have two tokens and two paths", async () => {
  await using other = await startInspector({ page: true });
  const theirs = new URL(other.page?.url ?? "");
  expect(theirs.search).not.toBe(opened.search);
  expect(theirs.pathname).not.toBe(opened.pathname);
  expect((await ask(new URL(theirs.pathname, theirs), { cookie: await cookie() })).status).toBe(403);
});

it("the page has a strict policy, may not be framed, and is not kept by a cache", async () => {
  const { headers } = await ask(opened);
  expect(headers["content-security-policy"]).toMatch(
    /^default-src 'none'; script-src 'sha256-[^' ]+'; style-src 'sha256-[^' ]+'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
  );
  expect(headers).toMatchObject({
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  });
  expect(headers["access-control-allow-origin"]).toBeUndefined();
});

describe("refused is", () => {
  it("who has neither the token nor the cookie", async () => {
    expect((await ask(page)).status).toBe(403);
    expect((await ask(new URL("/", page))).status).toBe(403);
    expect((await ask(new URL("api/har", page))).status).toBe(403);
    expect((await ask(new URL(`${page.pathname}?token=wrong`, page))).status).toBe(403);
    expect((await ask(page, { cookie: "tucuxi-inspector=wrong" })).status).toBe(403);
    // The token opens the page, and nothing else.
    expect((await ask(new URL(`${page.pathname}api/har${opened.search}`, page))).status).toBe(403);
    expect((await clear({})).status).toBe(403);
  });

  it("a host name that someone makes point here (DNS rebinding)", async () => {
    for (const host of [
      "evil.example",
      `evil.example:${page.port}`,
      "127.0.0.1",
      `127.0.0.1.evil.example:${page.port}`,
    ]) {
      expect((await ask(opened, { host })).status).toBe(421);
      expect((await ask(page, { host, cookie: await cookie() })).status).toBe(421);
    }
    expect((await ask(opened, { host: `localhost:${page.port}` })).status).toBe(200);
  });

  it.each([
    ["its origin", { origin: "https://evil.example" }],
    ["an origin on this machine", { origin: "http://127.0.0.1:3000" }],
    ["no origin to speak of", { origin: "null" }],
    ["a request from another site", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }],
    ["a request from another port", { "sec-fetch-site": "same-site", "sec-fetch-mode": "cors" }],
    ["a frame", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" }],
    [
      "a frame of its own",
      { "sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
    ],
  ])("another page: %s", async (_, headers) => {
    await new DynamoDB(inspector.clientConfig).listTables({});
    const known = { ...headers, cookie: await cookie() };
    expect((await ask(page, known)).status).toBe(403);
    expect((await ask(new URL("api/har", page), known)).status).toBe(403);
    expect((await clear(known)).status).toBe(403);
    expect(inspector.requests.length).toBe(1);
  });

  it("a form, and any method but GET and POST", async () => {
    const known = { cookie: await cookie() };
    expect((await clear({ ...known, "content-type": "text/plain" })).status).toBe(400);
    expect((await clear({ ...known, "content-type": "application/x-www-form-urlencoded" })).status).toBe(400);
    expect((await ask(new URL("api/clear", page), known, "DELETE")).status).toBe(403);
    expect((await ask(page, known, "OPTIONS")).status).toBe(403);
  });

  it("too much, and what is no JSON", async () => {
    const known = { cookie: await cookie() };
    expect((await clear(known, "{")).status).toBe(400);
    expect((await clear(known, " ".repeat(5_000_000))).status).toBe(400);
    expect((await clear(known)).status).toBe(200);
  });
});

it("a link from another page may be followed: the token in it was given by the user", async () => {
  const headers = {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
  };
  expect((await ask(opened, headers)).status).toBe(200);
});

it("bodies are downloads, whatever they say they are", async () => {
  await fetch(inspector.url, {
    method: "POST",
    body: "<script>alert(1)</script>",
    headers: { "content-type": "text/html" },
  });
  const { headers, text } = await ask(new URL("api/requests/1/body?part=request", page), {
    cookie: await cookie(),
  });
  expect(text).toBe("<script>alert(1)</script>");
  expect(headers).toMatchObject({
    "content-type": "application/octet-stream",
    "content-disposition": 'attachment; filename="request-1.body"',
    "x-content-type-options": "nosniff",
  });
});

it("a HAR file has each URL as it came", async () => {
  const urls = ["//", "//key/a", "/b/a/../c?x=%2f", `${inspector.url}/proxied`];
  for (const path of urls) {
    const sent = httpRequest(inspector.url, { path }).end();
    await once(sent, "response");
  }
  const { text } = await ask(new URL("api/har", page), { cookie: await cookie() });
  const entries: readonly { request: { url: string } }[] = JSON.parse(text).log.entries;
  expect(entries.map(({ request }) => request.url.slice(inspector.url.length))).toEqual([
    ...urls.slice(0, 3),
    "/proxied",
  ]);
});

it("port 80 isn't in the host header", () => {
  const access = new PageAccess();
  access.addressOf("127.0.0.1", 80);
  const request = new IncomingMessage(new Socket());
  request.method = "GET";
  request.headers.host = "127.0.0.1";
  expect(access.refusalOf(request)).toBeUndefined();
});

it("an answer without a content type is masked and copied like the protocol's", async () => {
  inspector.respond({ body: '{"SecretString":"hidden-value"}' });
  await ask(new URL(inspector.url), { "x-amz-target": "secretsmanager.GetSecretValue" }, "POST", "{}");
  await ask(new URL("/b/k?AWSAccessKeyId=test&Expires=1&Signature=hidden-value", inspector.url));
  await ask(new URL("/federation/credentials", inspector.url), { "x-amz-sso_bearer_token": "hidden-value" });
  const known = { cookie: await cookie() };
  for (const path of ["api/requests/1", "api/requests/2", "api/requests/3", "api/har"])
    expect((await ask(new URL(path, page), known)).text).not.toContain("hidden-value");
  expect((await ask(new URL("api/requests/1/copy?as=stub", page), known)).text).toContain("hidden-value");
});

it("what is copied runs nothing that a client chose", async () => {
  const scope = "20260101/us-east-1/s3/aws4_request";
  const signature = `AWS4-HMAC-SHA256 Credential=test/${scope}, SignedHeaders=host, Signature=00`;
  const s3 = { authorization: signature, "x-amz-date": "20260101T000000Z" };
  await ask(new URL(inspector.url), { "x-amz-target": "DynamoDB_20120810.$(id)" }, "POST", "{}");
  await ask(new URL("/b/k?$(id)=1", inspector.url), s3);
  await ask(new URL("/b/{a,b}[1-2]", inspector.url));
  const known = { cookie: await cookie() };
  const copy = async (id: number, format: string): Promise<string> =>
    JSON.parse((await ask(new URL(`api/requests/${id}/copy?as=${format}`, page), known)).text).text;
  for (const format of ["aws-cli", "typescript", "boto3", "stub"]) expect(await copy(1, format)).toBe("");
  expect(await copy(2, "aws-cli")).toContain("--key k '--$(id)' 1 answer.bin");
  expect(await copy(3, "curl")).toMatch(/^curl --path-as-is --globoff -X GET 'http/);
});

it("details have no secrets until they are asked for", async () => {
  const credentials = { ...inspector.credentials, sessionToken: "hidden-token" };
  await new DynamoDB({ ...inspector.clientConfig, credentials }).listTables({});
  const known = { cookie: await cookie() };
  expect((await ask(new URL("api/requests/1", page), known)).text).not.toContain("hidden-token");
  expect((await ask(new URL("api/har", page), known)).text).not.toContain("hidden-token");
  expect((await ask(new URL("api/requests/1?reveal=1", page), known)).text).toContain("hidden-token");
});

it("an inspector without a page has none", async () => {
  await using plain = await startInspector();
  expect(plain.page).toBeUndefined();
  await expect(startInspector(JSON.parse('{"page":{"prot":1}}'))).rejects.toMatchObject({
    code: "INVALID_OPTION",
  });
  const { port } = new URL(inspector.page?.url ?? "");
  await expect(startInspector({ page: { port: Number(port) } })).rejects.toMatchObject({
    code: "PORT_IN_USE",
    message: `page.port ${port} is in use: choose another one, or port 0 for a free one`,
  });
});
