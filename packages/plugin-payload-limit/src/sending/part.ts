import type { Parsed } from "@tucuxi/events";
import type { BatchItem } from "../batch-item.js";
import type { ItemState, PartReport } from "../payload-limit-error.js";
import { isClearNo } from "./refusal.js";

/** One request of a call: some of its items, or all. */
export class Part {
  readonly items: readonly BatchItem[];
  /** How often its items have been sent, including this time. */
  readonly round: number;
  /** The length of its body, if it was measured. */
  bytes: number | undefined;
  /** What the service answered. */
  output: Parsed | undefined;
  error: unknown;
  #state: ItemState = "unsent";
  #attempts = 0;
  /** Attempts that ended without an answer, or haven't ended. */
  #unanswered = 0;
  #isUnderWay = false;

  constructor(items: readonly BatchItem[], round: number) {
    this.items = items;
    this.round = round;
  }

  /** An attempt is about to be sent. */
  attemptBegan(): void {
    this.#attempts++;
    this.#unanswered++;
    this.#isUnderWay = true;
  }

  /** An attempt is over, with an output or an error. */
  attemptEnded(parsed: Parsed | undefined, error: unknown): void {
    if (!this.#isUnderWay) return;
    this.#isUnderWay = false;
    if (parsed !== undefined) this.output = parsed;
    if (parsed !== undefined || isClearNo(error)) this.#unanswered--;
  }

  succeeded(output: Parsed): void {
    // Handlers' changes to an attempt's output count.
    if (this.#isUnderWay) this.attemptEnded(output, undefined);
    this.output = output;
    this.#state = "accepted";
  }

  failed(error: unknown): void {
    this.error = error;
    this.attemptEnded(undefined, error);
    if (this.#attempts === 0) return;
    // A handler can fail a call that the service has answered.
    if (this.output !== undefined) this.#state = "accepted";
    else this.#state = this.isInDoubt ? "unknown" : "refused";
  }

  /** Whether an attempt ended without a clear answer, so the service may have the items. */
  get isInDoubt(): boolean {
    return this.#unanswered > 0;
  }

  /** `accepted` even if the service refused single items. */
  get state(): ItemState {
    return this.#state;
  }

  report(): PartReport {
    const items = [...new Set(this.items.map(({ index }) => index))];
    return {
      items,
      state: this.#state,
      ...(this.output !== undefined && { output: this.output }),
      ...(this.error !== undefined && { error: this.error }),
    };
  }
}
