import { invocationHeaders } from "./lambda-invocation.js";
import { mergedTraceId } from "./trace-id.js";
import type { TraceSource } from "./trace-source.js";

const TRACE_ID = "x-amzn-trace-id";

/**
 * Sends AWS X-Ray's header, `X-Amzn-Trace-Id`. Its `Parent` is the current segment or subsegment of
 * `aws-xray-sdk-core`, if the application has loaded that in its automatic mode. In Lambda, `Root`, `Sampled` and
 * `Lineage` are those of the current invocation, even if one process runs several concurrently. Without a segment or
 * invocation nothing is sent.
 *
 * @example
 * ```ts
 * eventsOf(client).use(traceHeader({ value: xray() }));
 * ```
 */
export function xray(): TraceSource {
  return {
    name: "xray()",
    headers: [TRACE_ID],
    capture: () => ({ [TRACE_ID]: currentTraceId() }),
  };
}

function currentTraceId(): string | undefined {
  const invocation = invocationHeaders()[TRACE_ID] || undefined;
  const segment = currentSegment();
  // `noOp`: Lambda passes the trace through without its own segment, so there is no parent to name.
  if (segment === undefined || segment.noOp === true || segment.facade === true) return invocation;
  const root = segment.segment ?? segment;
  if (root.facade === true) {
    // One facade represents all invocations of a process, so its trace can be another invocation's.
    const sampled = segment.notTraced === true ? ";Sampled=0" : "";
    return invocation === undefined ? undefined : mergedTraceId(`Parent=${segment.id}${sampled}`, invocation);
  }
  const fields = [
    `Root=${root.trace_id}`,
    `Parent=${segment.id}`,
    `Sampled=${segment.notTraced === true ? 0 : 1}`,
  ];
  for (const [key, value] of Object.entries(root.additionalTraceData ?? {})) fields.push(`${key}=${value}`);
  return mergedTraceId(fields.join(";"), invocation);
}

/** `Segment` and `Subsegment` of `aws-xray-sdk-core`, with the parts that its own `captureAWSv3Client` reads. */
interface Segment {
  readonly id: string;
  /** Of a segment; a subsegment has its segment's. */
  readonly trace_id?: string;
  /** The segment of a subsegment. */
  readonly segment?: Segment;
  readonly notTraced?: boolean;
  readonly noOp?: boolean;
  /** Stands for the segment that Lambda itself makes of an invocation. */
  readonly facade?: boolean;
  /** The further fields of the header that the segment was made from. */
  readonly additionalTraceData?: Readonly<Record<string, unknown>>;
}

interface Namespaces {
  readonly process?: {
    readonly namespaces?: Readonly<
      Record<string, { get(key: "segment"): Segment | undefined } | null | undefined>
    >;
  };
}

/**
 * What `AWSXRay.getSegment()` gives, without loading the X-Ray SDK into applications that do without it, and without
 * its log line or error for each call outside of a segment. The SDK follows asynchronous code by cls-hooked, whose
 * documentation names `process.namespaces` for libraries that take part only where an application uses it.
 */
function currentSegment(): Segment | undefined {
  return (globalThis as Namespaces).process?.namespaces?.["AWSXRay"]?.get("segment");
}
