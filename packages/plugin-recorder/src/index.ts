/**
 * Records AWS's real answers and replays them without AWS, with no secrets on disk. Start with {@link recorder}.
 *
 * @packageDocumentation
 */

export type { Attempt, Episode, Json, RecordedError, RecordedFailure } from "./cassette/episode.js";
export { isRecorderError, RecorderError, type RecorderErrorCode } from "./errors.js";
export type { MatchedCall, RecorderMode, RecorderOptions } from "./options.js";
export { type Recorder, recorder } from "./recorder.js";
