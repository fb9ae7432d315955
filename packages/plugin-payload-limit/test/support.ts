import { CloudWatch, type CloudWatchClientConfig, type MetricDatum } from "@aws-sdk/client-cloudwatch";
import type { Params } from "@tucuxi/events";
import {
  type InspectedRequest,
  type Inspector,
  type InspectorOptions,
  type ResponseFunction,
  startInspector,
} from "@tucuxi/inspector";
import { onTestFinished } from "vitest";
import { PayloadLimitError } from "../src/index.js";

/** A local endpoint for one test, whose signatures and checksums are enforced. */
export interface Endpoint {
  readonly inspector: Inspector;
  readonly requests: readonly InspectedRequest[];
  readonly config: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: Inspector["credentials"];
    /** Attempts take time, and none here is made to succeed by another. */
    readonly maxAttempts: 1;
  };
  cloudwatch(config?: CloudWatchClientConfig): CloudWatch;
  /** Answers every request with what a function says. */
  respondAlways(respond: ResponseFunction): void;
}

/** Starts an endpoint that is closed when the test is over. */
export async function startEndpoint(options?: InspectorOptions): Promise<Endpoint> {
  const inspector = await startInspector({ verify: "enforce", ...options });
  onTestFinished(() => inspector.close());
  const config = {
    ...inspector.clientConfig,
    region: "eu-west-1",
    maxAttempts: 1,
  } as const;
  return {
    inspector,
    requests: inspector.requests,
    config,
    cloudwatch: (more) => new CloudWatch({ ...config, ...more }),
    respondAlways: (respond) => inspector.respond(...Array.from({ length: 1000 }, () => respond)),
  };
}

/** So many metrics, each with a name of its own. */
export function metrics(count: number, more: Partial<MetricDatum> = {}): MetricDatum[] {
  return Array.from({ length: count }, (_, index) => ({
    MetricName: `metric-${index}`,
    Value: index,
    ...more,
  }));
}

/** The parameters of a request in JSON, as the service gets them. */
export function sentParams(request: InspectedRequest | undefined): Params {
  return JSON.parse(request?.text ?? "null");
}

/** The metrics of a request. */
export function sentData(request: InspectedRequest | undefined): MetricDatum[] {
  const { MetricData = [] }: { MetricData?: MetricDatum[] } = sentParams(request);
  return MetricData;
}

/** The names of the metrics of a request. */
export function sentMetrics(request: InspectedRequest): (string | undefined)[] {
  return sentData(request).map(({ MetricName }) => MetricName);
}

/** An answer in JSON. */
export function json(status: number, body: object): { status: number; body: string } {
  return { status, body: JSON.stringify(body) };
}

/** What a promise is rejected with; fails the test if it is not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (outcome === undefined) throw new Error("the promise was fulfilled");
  return outcome.error;
}

/** The error that a call is rejected with, which must be the plugin's. */
export async function limitError(promise: Promise<unknown>): Promise<PayloadLimitError> {
  const error = await rejection(promise);
  if (error instanceof PayloadLimitError) return error;
  throw new Error("not a PayloadLimitError", { cause: error });
}

/** The numbers from one up to another. */
export function upTo(to: number, from = 0): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
