import type { CallContext, OperationModel, Params } from "@tucuxi/events";

/** A call that was answered instead of sent. It's the payload of the `dry-run` event. */
export interface SkippedCall {
  /** The call's parameters, as they would have been sent. */
  readonly params: Params;
  readonly model: OperationModel;
  readonly context: CallContext;
}

declare module "@tucuxi/events" {
  interface CustomEvents {
    /** Emitted on the client's emitter for each call that `dryRun()` answers: `dry-run.s3.PutObject`. */
    "dry-run": SkippedCall;
  }
}
