import type { Attempt, CallState } from "../call-state.js";
import { identityOf } from "../records/record-parts.js";
import type { BodyRecord, StreamRecord, WireRecord } from "../records/records.js";
import { streamKind } from "../redaction/leaves.js";
import { requestBody, responseBody, streamedBody, streamingMember } from "./body-record.js";

/** How an attempt ended. */
export interface AttemptOutcome {
  readonly parsed: object | undefined;
  readonly exception: unknown;
}

/** What an attempt sent and received. */
export async function wireRecord(
  state: CallState,
  attempt: Attempt,
  { parsed, exception }: AttemptOutcome,
  maxBodyBytes: number,
): Promise<WireRecord> {
  const { redaction } = state;
  const { request, received } = attempt;
  const input = redaction.input(state.params);
  redaction.learn(request);
  if (received !== undefined) redaction.learnHeaders(received.headers);
  // Before the headers, which contain the output's secrets too.
  const output = parsed && redaction.output(parsed);
  const showing = { redaction, maxBodyBytes };
  const sentBody = await requestBody(request.body, input, {
    ...showing,
    contentEncoding: request.headers["content-encoding"],
  });
  const sent = {
    method: request.method,
    url: redaction.url(request),
    headers: redaction.headers(request.headers, input.hidesSomething || isRedacted(sentBody)),
    body: sentBody,
  };
  const record: WireRecord = { type: "wire", ...identityOf(state), attempt: attempt.number, request: sent };
  if (received === undefined) return record;
  const body = await responseBody(
    { ...received, parsed, output, exception },
    { ...showing, contentEncoding: received.headers["content-encoding"] },
  );
  return {
    ...record,
    response: {
      status: received.status,
      headers: redaction.headers(received.headers, output?.hidesSomething === true || isRedacted(body)),
      body,
    },
  };
}

/** Whether the body names a secret, which a digest of it could confirm. */
function isRedacted(body: BodyRecord | undefined): boolean {
  return body !== undefined && "redacted" in body;
}

/**
 * Calls `log` with a record when the attempt's streamed response has ended. Data that the service's model or the user
 * marks as sensitive, and the frames of event streams, are counted but not kept.
 */
export function whenStreamed(
  state: CallState,
  attempt: Attempt,
  { parsed }: AttemptOutcome,
  maxBodyBytes: number,
  log: (record: Promise<StreamRecord>) => void,
): void {
  const { tap, headers } = attempt.received ?? {};
  const stream = parsed && streamingMember(parsed);
  if (tap === undefined || stream === undefined || parsed === undefined) return;
  const { redaction } = state;
  const isHidden = redaction.output(parsed).hides(stream.name);
  if (isHidden || streamKind(stream.value) === "[event stream]") tap.forget();
  const record = async (): Promise<StreamRecord> => {
    const contentEncoding = headers?.["content-encoding"];
    const body: BodyRecord | undefined = await streamedBody(tap, {
      redaction,
      maxBodyBytes,
      contentEncoding,
    });
    const { bytes, complete } = tap;
    return { type: "stream", ...identityOf(state), attempt: attempt.number, bytes, complete, body };
  };
  tap.whenEnded(() => log(record()));
}
