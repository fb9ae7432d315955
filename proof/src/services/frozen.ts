import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

/** When it is for everyone in this process. */
export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

const RealDate = Date;
/**
 * Stops the clock and makes all ids and random numbers the same, so that one call is the same to the byte whenever it is
 * made. Nobody waits: the SDK waits before a retry as long as the service's `Retry-After` says. Call it before a client's
 * module is loaded.
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
