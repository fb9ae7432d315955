import "@tucuxi/plugin-stubber/vitest";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { GetObjectCommand, PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";
import {
  any,
  assertNotSent,
  assertSent,
  assertSentInOrder,
  assertSentNth,
  assertSentTimes,
  type Stubs,
  stub,
} from "@tucuxi/plugin-stubber";
import { expect, it } from "vitest";

async function sentThree(): Promise<Stubs> {
  const client = new S3({});
  const s3 = stub(client);
  s3.on("s3.*").returns({});
  await client.putObject({ Bucket: "b", Key: "1", Body: "one" });
  await client.getObject({ Bucket: "b", Key: "1" });
  await client.putObject({ Bucket: "b", Key: "2", Body: "two" });
  s3.dispose();
  return s3;
}

it("has matchers for what was sent", async () => {
  const s3 = await sentThree();
  expect(s3).toHaveSent(PutObjectCommand, { Key: "2" });
  expect(s3).toHaveSent("s3.Get*");
  expect(s3).not.toHaveSent(PutObjectCommand, { Key: "3" });
  expect(s3).toHaveSentTimes(PutObjectCommand, 2);
  expect(s3).toHaveSentTimes(PutObjectCommand, 1, { Key: any(), Body: "two" });
  expect(s3).toHaveSentNth(2, PutObjectCommand, { Key: expect.stringMatching("2") });
  expect(s3).not.toHaveSentNth(1, PutObjectCommand, { Key: "2" });
  expect(s3).toHaveSentNth(3, PutObjectCommand, { Key: "2" }, { ofAll: true });
  expect(s3).not.toHaveSentNth(2, PutObjectCommand, {}, { ofAll: true });
  expect(s3).toHaveSentInOrder([
    [PutObjectCommand, { Key: "1" }],
    ["s3.GetObject"],
    [PutObjectCommand, { Key: "2" }],
  ]);
  expect(s3).not.toHaveSentInOrder([[GetObjectCommand], [PutObjectCommand, { Key: "1" }]]);
});

it("doesn't count a call that ended without an attempt, such as one that a guard refused", async () => {
  const client = new S3({});
  using s3 = stub(client, { unused: "ignore" });
  s3.on("s3.*").returns({});
  eventsOf(client).register("before-call.s3.PutObject", () => {
    throw new Error("read-only");
  });
  await expect(client.putObject({ Bucket: "b", Key: "1", Body: "one" })).rejects.toThrow("read-only");
  const running = client.getObject({ Bucket: "b", Key: "1" });
  // It has begun, and nothing has refused it.
  expect(s3).toHaveSent(GetObjectCommand);
  await running;
  expect(s3).not.toHaveSent(PutObjectCommand);
  expect(s3).toHaveSentNth(1, GetObjectCommand, { Key: "1" }, { ofAll: true });
  assertNotSent(s3, PutObjectCommand);
  expect(s3.calls).toHaveLength(2);
});

const SENT = [
  "Sent were:",
  '  1. s3.PutObject({ Bucket: "b", Key: "1", Body: "one" })',
  '  2. s3.GetObject({ Bucket: "b", Key: "1" })',
  '  3. s3.PutObject({ Bucket: "b", Key: "2", Body: "two" })',
].join("\n");

it("shows what was sent instead", async () => {
  const s3 = await sentThree();
  expect(() => expect(s3).toHaveSent(PutObjectCommand, { Key: "3" })).toThrow(
    `PutObject({ Key: "3" }) wasn't sent. The nearest call has other parameters:\n  Key: "1" instead of "3"\n${SENT}`,
  );
  expect(() => expect(s3).not.toHaveSent(PutObjectCommand)).toThrow(
    "PutObject was sent 2 times, and shouldn't have been",
  );
  expect(() => expect(s3).toHaveSentTimes(GetObjectCommand, 2)).toThrow(
    `GetObject was sent once instead of 2 times\n${SENT}`,
  );
  expect(() => expect(s3).toHaveSentNth(3, PutObjectCommand)).toThrow(
    `call 3 of PutObject is expected, but it was sent 2 times\n${SENT}`,
  );
  expect(() => expect(s3).toHaveSentInOrder([[GetObjectCommand], [GetObjectCommand, { Key: "2" }]])).toThrow(
    `GetObject({ Key: "2" }) wasn't sent after GetObject\n${SENT}`,
  );
  expect(() => expect({}).toHaveSent(GetObjectCommand)).toThrow(
    "toHaveSent takes what stub() gave, as expect(s3).toHaveSent(...)",
  );
});

it("has the same as functions, for any runner", async () => {
  const s3 = await sentThree();
  assertSent(s3, PutObjectCommand, { Key: "2" });
  assertNotSent(s3, PutObjectCommand, { Key: "3" });
  assertSentTimes(s3, PutObjectCommand, 2);
  assertSentNth(s3, 1, PutObjectCommand, { Body: "one" });
  assertSentInOrder(s3, [[PutObjectCommand], [GetObjectCommand]]);
  const wrong = [
    () => assertSent(s3, PutObjectCommand, { Key: "3" }),
    () => assertNotSent(s3, PutObjectCommand),
    () => assertSentTimes(s3, PutObjectCommand, 3),
    () => assertSentNth(s3, 1, PutObjectCommand, { Body: "two" }),
    () => assertSentInOrder(s3, [[GetObjectCommand], [GetObjectCommand]]),
  ];
  for (const assertion of wrong) {
    expect(assertion).toThrow(expect.objectContaining({ name: "AssertionError", code: "ERR_ASSERTION" }));
  }
});

const folder = fileURLToPath(new URL("runners/", import.meta.url));

it("works in Jest, with its fake timers too", async () => {
  const { stderr } = await promisify(execFile)("npx", ["jest", "--config", `${folder}jest.config.cjs`], {
    cwd: folder,
  });
  expect(stderr).toContain("Tests:       3 passed, 3 total");
}, 60_000);

it("works in Jest where expect is imported and no global", async () => {
  const config = `${folder}jest-without-globals.config.cjs`;
  const { stderr } = await promisify(execFile)("npx", ["jest", "--config", config], { cwd: folder });
  expect(stderr).toContain("Tests:       1 passed, 1 total");
}, 60_000);

it("has types for Jest's global expect and for the imported one", async () => {
  const project = fileURLToPath(new URL("jest-types", import.meta.url));
  await promisify(execFile)("npx", ["tsc", "-p", project], { cwd: folder });
}, 60_000);

it("works in node:test", async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--no-warnings", "--import", "tsx", "--test", "--test-reporter", "tap", `${folder}stubber.node-test.ts`],
    { cwd: folder, env: { ...process.env, NODE_TEST_CONTEXT: undefined } },
  );
  expect(stdout).toContain("# pass 2");
  expect(stdout).toContain("# fail 0");
}, 60_000);
