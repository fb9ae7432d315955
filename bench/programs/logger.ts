import { createRequire } from "node:module";
import type { Lambda as LambdaClient } from "@aws-sdk/client-lambda";
import { HttpResponse } from "@smithy/protocol-http";
import { eventsOf } from "@tucuxi/events";
import { type LogLevel, type LogSink, logger } from "@tucuxi/plugin-logger";
import { loadSensitiveMembers, redactMembers, SecretValues } from "@tucuxi/plugin-logger/redaction";
import { BARS } from "../src/bars.js";
import type { Figure } from "../src/figure.js";
import { type Plan, type Run, timePaired } from "../src/paired.js";
import { measuring } from "../src/program.js";

const LEVELS = { error: 1, info: 1, debug: 2, trace: 3 } as const satisfies Partial<Record<LogLevel, number>>;
/** Size of the payload in bytes. The model marks all of it as sensitive. */
const SIZES = { "1 kB": 1_000, "100 kB": 100_000, "5 MB": 5_000_000 } as const;
const GROUP = "logger, a throttled Lambda Invoke";

const { Lambda } = createRequire(import.meta.url)("@aws-sdk/client-lambda") as {
  readonly Lambda: typeof LambdaClient;
};

/** `node logger.js info "5 MB"`: a failing call that is logged, against the same call without the logger. */
await measuring(async (levelName, sizeName): Promise<Figure[]> => {
  const size = SIZES[sizeName as keyof typeof SIZES];
  if (levelName === "growth") return [await growth()];
  const level = levelName as keyof typeof LEVELS;
  let records = 0;
  const count = (): void => {
    records++;
  };
  const sink: LogSink = { error: count, info: count, debug: count, trace: count };
  const subject = throttled(size);
  eventsOf(subject.client).use(logger({ logger: sink, level, format: "json" }));
  await subject.run(1);
  if (records !== LEVELS[level]) throw new Error(`a call logged ${records} records at ${level}`);
  const { ratio } = await timePaired(subject.run, throttled(size).run, planFor(size));
  const isBarred = level === "error" || level === "info";
  const what = `${GROUP}: ${level}, payload of ${sizeName}`;
  return [{ what, over: "bare", value: ratio, ...(isBarred && { atMost: BARS.failedCall }) }];
});

function planFor(size: number): Plan {
  return size > 1_000_000 ? { turn: 1, warmUp: 20, rounds: 60 } : { turn: 1, warmUp: 1500, rounds: 800 };
}

/** A payload of about this many bytes, with words that error messages use too. */
function payloadOf(size: number): string {
  return JSON.stringify({ order: "the rate of exceeded requests ".repeat(size / 30) });
}

/** A client whose calls are refused, with a message that quotes the input. */
function throttled(size: number): { readonly client: LambdaClient; readonly run: Run } {
  const body = JSON.stringify({ message: "Rate exceeded for 'orders' of account '123456789012'" });
  const headers = { "content-type": "application/json", "x-amzn-errortype": "TooManyRequestsException" };
  const client = new Lambda({
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    maxAttempts: 1,
    requestHandler: {
      handle: async () => ({
        response: new HttpResponse({ statusCode: 429, headers, body: new TextEncoder().encode(body) }),
      }),
    },
  });
  const Payload = payloadOf(size);
  return {
    client,
    async run(times) {
      for (let i = 0; i < times; i++) {
        const failed = await client.invoke({ FunctionName: "orders", Payload }).catch(({ name }) => name);
        if (failed !== "TooManyRequestsException")
          throw new Error(`the call failed with ${failed}, not with TooManyRequestsException`);
      }
    },
  };
}

/** Compares what the logger does at `trace` for a large payload with a small one. It should cost the same. */
async function growth(): Promise<Figure> {
  const sensitive = (await loadSensitiveMembers()).operation("lambda", "Invoke").input;
  const body = `{"message":"${"Could not parse 'the rate' of a request. ".repeat(100)}"}`;
  const redacting = (size: number): Run => {
    const params = { FunctionName: "orders", Payload: payloadOf(size) };
    return (times) => {
      for (let i = 0; i < times; i++) {
        const values = new SecretValues();
        redactMembers("input", params, params, { values, sensitive, maxLength: 4096 }).show();
        if (values.scrub(body).includes("'the rate'")) throw new Error("a quoted value is shown");
      }
    };
  };
  const { ratio } = await timePaired(redacting(SIZES["5 MB"]), redacting(SIZES["100 kB"]), {
    turn: 1,
    warmUp: 200,
    rounds: 300,
  });
  const what = `${GROUP}: redaction, payload of 5 MB`;
  return { what, over: "payload of 100 kB", value: ratio, atMost: BARS.payloadGrowth };
}
