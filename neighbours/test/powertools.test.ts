import { addUserAgentMiddleware } from "@aws-lambda-powertools/commons";
import { Tracer } from "@aws-lambda-powertools/tracer";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import xray from "aws-xray-sdk-core";
import { vi } from "vitest";
import { besideTucuxi, ending } from "../src/compare.js";
import { takeSubsegments } from "../src/subsegments.js";

// Outside of Lambda the tracer does nothing by default.
vi.stubEnv("POWERTOOLS_TRACE_ENABLED", "true");
vi.stubEnv("AWS_EXECUTION_ENV", "AWS_Lambda_nodejs24.x");
xray.setLogger({ error() {}, warn() {}, info() {}, debug() {} });

const invoke = new InvokeCommand({ FunctionName: "f", Payload: "{}" });

besideTucuxi("@aws-lambda-powertools/tracer", {
  client: (config) => new LambdaClient(config),
  install(client) {
    const tracer = new Tracer({ serviceName: "program", captureHTTPsRequests: false });
    tracer.captureAWSv3Client(client);
    return tracer;
  },
  answers: ["500", "200", "400:InvalidRequestContentException"],
  use: (client, { provider }) =>
    xray.getNamespace().runPromise(async () => {
      const segment = new xray.Segment("program");
      provider.setSegment(segment);
      const endings = [await ending(client.send(invoke)), await ending(client.send(invoke))];
      return { endings, subsegments: takeSubsegments(segment) };
    }),
  operations: ["Invoke", "Invoke"],
  randomHeaders: ["x-amzn-trace-id"],
});

besideTucuxi("@aws-lambda-powertools/commons", {
  client: (config) => new LambdaClient(config),
  install: (client) => addUserAgentMiddleware(client, "program"),
  use: (client) => ending(client.send(invoke)),
  operations: ["Invoke"],
});
