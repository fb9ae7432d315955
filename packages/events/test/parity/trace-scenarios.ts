import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Lambda } from "@aws-sdk/client-lambda";
import { GetObjectCommand, S3 } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { Inspector, ResponseStep } from "@tucuxi/inspector";
import { type ClientEvents, type ClientLike, eventsOf, UNSIGNED } from "../../src/index.js";

/** What a scenario runs with: the client's events can be recorded before anything is called. */
export interface Stage {
  readonly inspector: Inspector;
  /** Told of each client before it is used. */
  attach(events: ClientEvents): void;
}

/** One of the recorded scenarios, played with the SDK. */
export interface TraceScenario {
  /** The endpoint's answers, in order; success where it is left out. */
  readonly respond?: readonly ResponseStep[];
  /** Makes a client, adds the handlers that the scenario is about, and calls. */
  play(stage: Stage): Promise<unknown>;
}

function attached<Client extends ClientLike>(
  { attach, inspector }: Stage,
  clientClass: new (config: ReturnType<typeof configFor>) => Client,
): Client {
  const client = new clientClass(configFor(inspector));
  attach(eventsOf(client));
  return client;
}

function configFor(inspector: Inspector) {
  return {
    ...inspector.clientConfig,
    maxAttempts: 3,
    forcePathStyle: true,
  };
}

function putMetricData(stage: Stage): Promise<unknown> {
  return attached(stage, CloudWatch).putMetricData({
    Namespace: "N",
    MetricData: [{ MetricName: "m", Value: 1 }],
  });
}

function failingHandler(): never {
  throw new Error("handler failed");
}

/** The scenarios of `event-traces.json`, by the names that they have there. */
export const TRACE_SCENARIOS: Readonly<Record<string, TraceScenario>> = {
  "put-metric-data success": { play: putMetricData },

  "put-metric-data 500 then 200": { respond: ["500"], play: putMetricData },

  "put-metric-data 400": {
    respond: ["400:InvalidParameterValueException"],
    play: putMetricData,
  },

  "lambda invoke": {
    play: (stage) => attached(stage, Lambda).invoke({ FunctionName: "my-function" }),
  },

  "lambda connection dropped x3": {
    respond: ["drop", "drop", "drop"],
    play: (stage) => attached(stage, Lambda).invoke({ FunctionName: "my-function" }),
  },

  "dynamodb 500 x3 exhausted": {
    respond: ["500", "500", "500"],
    play: (stage) => attached(stage, DynamoDB).putItem({ TableName: "t", Item: { id: { S: "1" } } }),
  },

  "s3 put object": {
    play: (stage) => attached(stage, S3).putObject({ Bucket: "bkt", Key: "k", Body: "hello" }),
  },

  "s3 get object": {
    respond: [{ body: "hello" }],
    play: (stage) => attached(stage, S3).getObject({ Bucket: "bkt", Key: "k" }),
  },

  "s3 presign get": {
    play: (stage) => getSignedUrl(attached(stage, S3), new GetObjectCommand({ Bucket: "bkt", Key: "k" })),
  },

  "before-call short-circuit": {
    play: (stage) => {
      const client = attached(stage, Lambda);
      eventsOf(client).register("before-call.lambda.Invoke", function answer() {
        return { parsed: { StatusCode: 299 }, httpResponse: { statusCode: 200 } };
      });
      return client.invoke({ FunctionName: "f" });
    },
  },

  "before-send stub": {
    play: (stage) => {
      const client = attached(stage, DynamoDB);
      eventsOf<DynamoDB>(client).register("before-send.dynamodb.GetItem", function stub() {
        return { statusCode: 200, headers: {}, body: JSON.stringify({ Item: { a: { S: "stub" } } }) };
      });
      return client.getItem({ TableName: "t", Key: { id: { S: "1" } } });
    },
  },

  "unparseable 200 body": {
    respond: ["garbage"],
    play: (stage) => attached(stage, Lambda).getFunction({ FunctionName: "f" }),
  },

  "handler throws in before-sign": {
    play: (stage) => {
      const client = attached(stage, Lambda);
      eventsOf<Lambda>(client).register("before-sign.lambda.Invoke", failingHandler);
      return client.invoke({ FunctionName: "f" });
    },
  },

  "handler throws in before-send": {
    play: (stage) => {
      const client = attached(stage, Lambda);
      eventsOf<Lambda>(client).register("before-send.lambda.Invoke", failingHandler);
      return client.invoke({ FunctionName: "f" });
    },
  },

  "handler throws in before-call": {
    play: (stage) => {
      const client = attached(stage, Lambda);
      eventsOf<Lambda>(client).register("before-call.lambda.Invoke", failingHandler);
      return client.invoke({ FunctionName: "f" });
    },
  },

  "param validation error": {
    play: (stage) => attached(stage, Lambda).invoke({ FunctionName: undefined }),
  },

  "choose-signer UNSIGNED": {
    respond: [{ body: "x" }],
    play: (stage) => {
      const client = attached(stage, S3);
      eventsOf<S3>(client).register("choose-signer.s3.*", function anonymous(): typeof UNSIGNED {
        return UNSIGNED;
      });
      return client.getObject({ Bucket: "bkt", Key: "k" });
    },
  },

  "needs-retry forced once on success": {
    play: (stage) => {
      const client = attached(stage, Lambda);
      eventsOf<Lambda>(client).register("needs-retry.lambda.Invoke", function onceMore({ attempts }) {
        return attempts === 1 ? 0 : undefined;
      });
      return client.invoke({ FunctionName: "f" });
    },
  },
};
