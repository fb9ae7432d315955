import type { Case, Unit } from "../src/case.js";

/** As in `TARGETS` and `TRACERS`, which a declaration must not load. */
const TARGETS = ["CloudWatch PutMetricData", "DynamoDB GetItem", "S3 PutObject"];
const TRACERS = [
  "bare",
  "the same spans from handlers",
  "OpenTelemetry's instrumentation",
  "X-Ray's captureAWSv3Client",
];

export const tracingCase: Case = {
  name: "tracing",
  units: TARGETS.flatMap((target) =>
    TRACERS.map(
      (tracer): Unit => ({
        name: `${target}/${tracer}`,
        program: "tracing/program",
        alsoRuns: ["tracing/traced-send"],
        args: [target, tracer],
        processes: 3,
      }),
    ),
  ),
};
