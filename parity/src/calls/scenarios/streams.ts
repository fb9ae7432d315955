import { eventStream } from "../event-stream.js";
import { EVENTS_OF_A_CALL, type Scenarios } from "../scenario.js";

const PUT_STREAM = {
  call: "PutObject",
  params: { Bucket: "bkt", Key: "k", Body: { $stream: "streamed" }, ContentLength: 8 },
} as const;
const INVOKE_STREAM = {
  call: "InvokeWithResponseStream",
  params: { FunctionName: "f" },
  select: ["EventStream"],
} as const;

/** Streaming bodies. */
export const STREAMS: Scenarios = {
  "streaming input": { service: "s3", act: PUT_STREAM },
  "streaming input, 500 then success": {
    service: "s3",
    act: PUT_STREAM,
    respond: ["500"],
    except: {
      because: "botocore rewinds a file to send it again. SDK v3 doesn't retry a stream",
      events: EVENTS_OF_A_CALL,
      outcome: { error: "service: InternalError" },
      requests: 1,
    },
  },
  "streaming output, read to its end": {
    service: "s3",
    act: { call: "GetObject", params: { Bucket: "bkt", Key: "k" }, select: ["Body"] },
    respond: [{ body: "x".repeat(200_000) }],
  },
  "streaming output of an error": {
    service: "lambda",
    act: { call: "Invoke", params: { FunctionName: "f" }, select: ["Payload"] },
    respond: ["404:ResourceNotFoundException"],
  },
  "event stream": {
    service: "lambda",
    act: INVOKE_STREAM,
    respond: [
      eventStream(
        { ":event-type": "PayloadChunk", payload: "one " },
        { ":event-type": "PayloadChunk", payload: "two" },
        { ":event-type": "InvokeComplete", payload: "{}" },
      ),
    ],
  },
  "event stream, 500 then success": {
    service: "lambda",
    act: INVOKE_STREAM,
    respond: ["500", eventStream({ ":event-type": "InvokeComplete", payload: "{}" })],
  },
};
