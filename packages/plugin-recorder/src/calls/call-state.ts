import type { Operation } from "@tucuxi/plugin-stubber/wire";
import type { Draft } from "../cassette/cassette.js";
import type { Episode } from "../cassette/episode.js";

/** What the recorder knows about a call. */
export interface CallState {
  /** As the caller gave them, with other plugins' changes. */
  params: object;
  operation: Operation | undefined;
  /** The episode that answers the call. */
  episode: Episode | undefined;
  /** The recording of the call. */
  draft: Draft | undefined;
  /** How many attempts were answered. */
  attempts: number;
  /** This attempt reached the point of sending. Earlier errors don't come from the service. */
  isSent: boolean;
  /** What was read of this attempt's streamed body. */
  body: ReadBody | undefined;
  /** Call it when nothing of the call will be sent. */
  replayed: () => void;
  /** Call it when the call is over. */
  ended: () => void;
}

/** A body, as far as it arrived. */
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
