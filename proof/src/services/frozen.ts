import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

/** The current time for the whole process. */
export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

const RealDate = Date;
/**
 * Stops the clock and makes all ids and random numbers constant, so that repeated calls are identical to the
 * byte. It also removes waits, because the SDK honours the service's `Retry-After` before a retry.
 *
 * Call it before you load a client's module.
 */
export function freeze(): void {
  globalThis.Date = class extends RealDate {
    constructor(...args: [] | [number | string | Date]) {
      super(...((args.length === 0 ? [NOW] : args) as [number]));
    }
    static override now(): number {
      return NOW;
    }
  } as DateConstructor;
  const { setTimeout } = globalThis;
  globalThis.setTimeout = ((run: () => void) => setTimeout(run, 0)) as typeof setTimeout;
  Math.random = () => 0;
  const id = (): `${string}-${string}-${string}-${string}-${string}` =>
    "00000000-0000-4000-8000-000000000000";
  crypto.randomUUID = id;
  crypto.webcrypto.randomUUID = id;
  syncBuiltinESMExports();
}
