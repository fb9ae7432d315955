import type { Pattern } from "./pattern.js";
import type { Registration } from "./registration.js";

/** What an emitter of certain events asks of each registration, and is told of them. */
export interface EmitterPolicy {
  /** Refuses patterns that the emitter's events can't match, by throwing. */
  checkPattern?(pattern: Pattern, isOfPlugin: boolean): void;
  /** Refuses all registrations, by throwing: the emitter no longer emits. */
  readonly checkOpen?: ((pattern: string) => void) | undefined;
  /** Whether a pattern of another emitter is of use in this one. @default it is */
  adopts?(pattern: Pattern): boolean;
  /** Told of each registration that was added or removed. */
  readonly changed?: ((registration: Registration, change: "added" | "removed") => void) | undefined;
}
