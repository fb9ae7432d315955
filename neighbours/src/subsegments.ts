import type { Segment } from "aws-xray-sdk-core";

/** What differs between two recordings of the same call. */
const OF_ONE_RUN = new Set(["id", "trace_id", "start_time", "end_time", "stack"]);

/** Takes what X-Ray recorded out of the segment, in the form that it would send to its daemon. */
export function takeSubsegments({ subsegments = [] }: Segment): unknown {
  if (subsegments.length === 0) throw new Error("X-Ray has noticed nothing");
  return JSON.parse(JSON.stringify(subsegments.splice(0)), (key, value) =>
    OF_ONE_RUN.has(key) ? undefined : value,
  );
}
