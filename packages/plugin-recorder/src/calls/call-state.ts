import type { Operation } from "@tucuxi/plugin-stubber/wire";
import type { Draft } from "../cassette/cassette.js";
import type { Episode } from "../cassette/episode.js";

/** What the recorder knows of a call. */
export interface CallState {
  /** As the caller gave them, or another plugin has changed them. */
  params: object;
  operation: Operation | undefined;
  /** The call is answered with this. */
  episode: Episode | undefined;
  /** The call is recorded as this. */
  draft: Draft | undefined;
  /** Attempts that were answered. */
  attempts: number;
  /** This attempt has come to where it is sent: what went wrong before is not the service's doing. */
  isSent: boolean;
  /** What was read of this attempt's streamed body. */
  body: ReadBody | undefined;
  /** Says that nothing of the call is sent. */
  replayed: () => void;
  /** Says that the call is over. */
  ended: () => void;
}

/** A body, as far as it came. */
export interface ReadBody {
  readonly bytes: Uint8Array;
  readonly failure: { readonly error: unknown } | undefined;
}

export function newState(params: object): CallState {
  return {
    params,
    operation: undefined,
    episode: undefined,
    draft: undefined,
    attempts: 0,
    isSent: false,
    body: undefined,
    replayed: () => {},
    ended: () => {},
  };
}
