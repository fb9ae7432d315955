import type { Answered } from "../answers/answer.js";
import type { CallRecord } from "../stubs/call-record.js";

/** What a client's stub does with its calls. */
export interface CallReceiver {
  /** A call begins. */
  begin(call: CallRecord): void;
  /** The parameters are final. Throws if they contradict the model. */
  checkParams(call: CallRecord): void;
  /** The answer to an attempt, and how many milliseconds it takes. Throws if there isn't one. */
  answer(
    call: CallRecord,
    requestId: string,
  ): { readonly delay: number; readonly give: () => Promise<Answered> };
}
