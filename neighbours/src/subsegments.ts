import type { Segment } from "aws-xray-sdk-core";

/** What differs between two recordings of the same. */
const OF_ONE_RUN = new Set(["id", "trace_id", "start_time", "end_time", "stack"]);

/** What X-Ray has noticed, as it would be sent to its daemon: takes it out of the segment. */
export function takeSubsegments({ subsegments = [] }: Segment): unknown {
  if (subsegments.length === 0) throw new Error("X-Ray has noticed nothing");
  return JSON.parse(JSON.stringify(subsegments.splice(0)), (key, value) =>
    OF_ONE_RUN.has(key) ? undefined : value,
  );
}
