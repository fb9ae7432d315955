import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { AwsInstrumentation } from "@opentelemetry/instrumentation-aws-sdk";
import xray from "aws-xray-sdk-core";
import type { Target } from "../send/targets.js";
import { OpenTelemetry } from "./open-telemetry.js";
import { spansFromHandlers } from "./spans-from-handlers.js";

/** Makes a client's calls traced. */
export interface Tracer {
  /** Called before the SDK is loaded. */
  setUp?(): void;
  /** Called with the client before its first call. */
  trace?(target: Target): void;
  /** Runs some calls as an application does that is traced. */
  run(calls: () => Promise<void>): Promise<void>;
  /** How many calls have been traced. */
  traced(): number;
}

function untraced(): Tracer {
  return { run: (calls) => calls(), traced: () => 0 };
}

function openTelemetry(): Tracer {
  const sdk = new OpenTelemetry();
  return {
    setUp: () => registerInstrumentations({ instrumentations: [new AwsInstrumentation()] }),
    run: (calls) => calls(),
    traced: () => sdk.ended,
  };
}

function tucuxi(): Tracer {
  const sdk = new OpenTelemetry();
  return {
    trace: ({ client }) => spansFromHandlers(client),
    run: (calls) => calls(),
    traced: () => sdk.ended,
  };
}

/** In its automatic mode, the default. The segment is never closed: closing would send it to a daemon. */
function xRay(): Tracer {
  let traced = 0;
  return {
    trace: ({ client }) => {
      xray.captureAWSv3Client(client);
    },
    run: (calls) =>
      xray.getNamespace().runPromise(async () => {
        const segment = new xray.Segment("bench");
        xray.setSegment(segment);
        await calls();
        traced += segment.subsegments?.length ?? 0;
      }),
    traced: () => traced,
  };
}

/** What is compared, by the name that the table shows. */
export const TRACERS = {
  bare: untraced,
  "the same spans from handlers": tucuxi,
  "OpenTelemetry's instrumentation": openTelemetry,
  "X-Ray's captureAWSv3Client": xRay,
} as const satisfies Record<string, () => Tracer>;
