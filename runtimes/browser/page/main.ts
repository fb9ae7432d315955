import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";
import { logger } from "@tucuxi/plugin-logger";
import { scenariosAt } from "../../portable/scenarios.js";

const endpoint = new URLSearchParams(location.search).get("endpoint") ?? "";

function s3(): S3 {
  return new S3({
    endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    forcePathStyle: true,
    maxAttempts: 1,
  });
}

/** Scenarios that only a page can run. */
const scenarios = {
  ...scenariosAt(endpoint),

  /** Sends a stream that nothing buffers, with Tucuxi or without for comparison. */
  async stream(isAttached: boolean) {
    const client = s3();
    if (isAttached) {
      eventsOf(client).register("before-sign", ({ request }) => {
        request.headers["x-mine"] = "1";
      });
    }
    const Body = new Blob(["text"]).stream();
    return client.putObject({ Bucket: "b", Key: "k", Body, ContentLength: 4 }).then(
      () => "none",
      (error: unknown) => String(error),
    );
  },

  async loggerOnConsole() {
    const client = s3();
    eventsOf(client).use(logger());
    await client.listBuckets({});
  },
};

export type PageScenarios = typeof scenarios;

// The test finds them here.
Object.assign(globalThis, { scenarios });
