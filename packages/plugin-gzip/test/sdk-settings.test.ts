import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventsOf } from "@tucuxi/events";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type GzipOptions, gzip } from "../src/index.js";
import { log } from "./bytes.js";
import { cloudWatch, metrics, request, s3 } from "./local.js";

let inspector: Inspector;
let folder: string;

beforeEach(async () => {
  inspector = await startInspector({ verify: "enforce" });
  folder = await mkdtemp(join(tmpdir(), "tucuxi-test-"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await inspector.close();
  await rm(folder, { recursive: true });
});

/** Writes the AWS config file of this test. The SDK keeps a file's content by its path: each test has its own. */
async function profiles(content: string, variable = "AWS_CONFIG_FILE"): Promise<void> {
  const path = join(folder, variable);
  await writeFile(path, content);
  vi.stubEnv(variable, path);
}

type Send = (options: GzipOptions, config?: object) => Promise<boolean>;

/** CloudWatch's client knows the settings itself; S3's does not. Each says whether its request was compressed. */
const SERVICES: readonly (readonly [string, number, Send])[] = [
  [
    "CloudWatch",
    1_500,
    async (options, config = {}) => {
      const client = cloudWatch(inspector, config);
      eventsOf(client).use(gzip(options));
      await client.putMetricData(metrics(12, "x".repeat(70)));
      return isCompressed();
    },
  ],
  [
    "S3",
    1_500,
    async (options, config = {}) => {
      const client = s3(inspector, config);
      eventsOf(client).use(gzip({ operations: ["s3.Put*"], ...options }));
      await client.putObject({ Bucket: "b", Key: "k", Body: log(1_500) });
      return isCompressed();
    },
  ],
];

function isCompressed(): boolean {
  const { headers, bodyBytes } = request(inspector, inspector.requests.length - 1);
  // Beside what the tests set: longer than 1,000 bytes, shorter than 2,000, far from the SDK's 10,240.
  expect(bodyBytes).toBeGreaterThan(1_000);
  expect(bodyBytes).toBeLessThan(2_000);
  return headers["content-encoding"] === "gzip";
}

describe.each(SERVICES)("%s", (_, _bytes, send) => {
  test("compresses where nothing is set", async () => {
    expect(await send({})).toBe(true);
  });

  test("obeys AWS_DISABLE_REQUEST_COMPRESSION, unless it is told otherwise", async () => {
    vi.stubEnv("AWS_DISABLE_REQUEST_COMPRESSION", "true");
    expect(await send({})).toBe(false);
    expect(await send({ minSize: 0 })).toBe(false);
    expect(await send({ ignoreSdkSettings: true })).toBe(true);
  });

  test("obeys AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES, unless it is told otherwise", async () => {
    vi.stubEnv("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "2000");
    expect(await send({})).toBe(false);
    expect(await send({ minSize: 1_000 })).toBe(true);
    expect(await send({ ignoreSdkSettings: true })).toBe(true);
    vi.stubEnv("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "1000");
    expect(await send({})).toBe(true);
  });

  test("obeys the SDK's own default where the environment sets it", async () => {
    vi.stubEnv("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "10240");
    expect(await send({})).toBe(false);
  });

  test("passes over variables that the SDK passes over", async () => {
    vi.stubEnv("AWS_DISABLE_REQUEST_COMPRESSION", "yes");
    vi.stubEnv("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "lots");
    expect(await send({})).toBe(true);
  });

  test("obeys the keys of the default profile", async () => {
    await profiles(
      "[profile other]\nregion = x\n[default]\n# off for good\ndisable_request_compression = true # now\n",
    );
    expect(await send({})).toBe(false);
    expect(await send({ ignoreSdkSettings: true })).toBe(true);
  });

  test("obeys the keys of the profile that AWS_PROFILE names", async () => {
    await profiles(
      "[default]\ndisable_request_compression=true\n\n[profile metrics]\nrequest_min_compression_size_bytes = 2000\n",
    );
    vi.stubEnv("AWS_PROFILE", "metrics");
    expect(await send({})).toBe(false);
    expect(await send({ minSize: 1_000 })).toBe(true);
  });

  test("obeys the keys of the client's own profile", async () => {
    await profiles('[profile "metrics"]\ndisable_request_compression = true\n');
    expect(await send({})).toBe(true);
    expect(await send({}, { profile: "metrics" })).toBe(false);
  });

  test("obeys the keys of a profile in the credentials file, which the config file overrules", async () => {
    await profiles("[default]\ndisable_request_compression = true\n", "AWS_SHARED_CREDENTIALS_FILE");
    expect(await send({})).toBe(false);
    await profiles("[default]\ndisable_request_compression = false\n");
    expect(await send({})).toBe(true);
  });

  test("takes the environment before the profile", async () => {
    await profiles(
      "[default]\ndisable_request_compression = true\nrequest_min_compression_size_bytes = 2000\n",
    );
    vi.stubEnv("AWS_DISABLE_REQUEST_COMPRESSION", "false");
    vi.stubEnv("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "1000");
    expect(await send({})).toBe(true);
  });
});

const [[, , send]] = SERVICES as [(typeof SERVICES)[0]];

test("obeys the client's disableRequestCompression, unless it is told otherwise", async () => {
  expect(await send({}, { disableRequestCompression: true })).toBe(false);
  expect(await send({ ignoreSdkSettings: true }, { disableRequestCompression: true })).toBe(true);
});

describe.each(SERVICES)(
  "%s, whose configuration is shared with clients of other services",
  (_, _bytes, sendTo) => {
    test("obeys disableRequestCompression as a plain value", async () => {
      expect(await sendTo({}, { disableRequestCompression: true })).toBe(false);
      expect(await sendTo({}, { disableRequestCompression: false })).toBe(true);
      expect(await sendTo({ ignoreSdkSettings: true }, { disableRequestCompression: true })).toBe(true);
    });

    test("obeys requestMinCompressionSizeBytes as a plain value", async () => {
      expect(await sendTo({}, { requestMinCompressionSizeBytes: 2_000 })).toBe(false);
      expect(await sendTo({}, { requestMinCompressionSizeBytes: 100 })).toBe(true);
      expect(await sendTo({ minSize: 1_000 }, { requestMinCompressionSizeBytes: 2_000 })).toBe(true);
    });
  },
);

test("asks a client's setting that is a function at each call", async () => {
  let isDisabled = true;
  const client = cloudWatch(inspector, { disableRequestCompression: async () => isDisabled });
  eventsOf(client).use(gzip());
  await client.putMetricData(metrics(10));
  isDisabled = false;
  await client.putMetricData(metrics(10));
  expect(inspector.requests.map(({ headers }) => headers["content-encoding"])).toEqual([undefined, "gzip"]);
});

test("obeys the client's requestMinCompressionSizeBytes, unless minSize says otherwise", async () => {
  expect(await send({}, { requestMinCompressionSizeBytes: 2_000 })).toBe(false);
  expect(await send({ minSize: 1_000 }, { requestMinCompressionSizeBytes: 2_000 })).toBe(true);
});

test("takes the client's requestMinCompressionSizeBytes before the environment's, be it the SDK's default", async () => {
  vi.stubEnv("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "1000");
  expect(await send({}, { requestMinCompressionSizeBytes: 10_240 })).toBe(false);
});

test("does not tell the SDK's default from the same value in the client's configuration alone", async () => {
  expect(await send({}, { requestMinCompressionSizeBytes: 10_240 })).toBe(true);
  expect(await send({ minSize: 10_240 }, { requestMinCompressionSizeBytes: 10_240 })).toBe(false);
});
