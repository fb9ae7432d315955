import type { Pattern } from "./pattern.js";
import type { Registration } from "./registration.js";

/** What an emitter of known events checks in each registration, and what it's told. */
export interface EmitterPolicy {
  /** Throws for a pattern that can't match the emitter's events. */
  checkPattern?(pattern: Pattern, isOfPlugin: boolean): void;
  /** Throws if the emitter no longer emits. */
  readonly checkOpen?: ((pattern: string) => void) | undefined;
  /** Whether to copy a pattern of another emitter to this one. @default always */
  adopts?(pattern: Pattern): boolean;
  /** Called for each registration that was added or removed. */
  readonly changed?: ((registration: Registration, change: "added" | "removed") => void) | undefined;
}
