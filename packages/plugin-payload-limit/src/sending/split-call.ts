import { clientOf, type Logger, type Parsed, signalOf } from "@tucuxi/events";
import { sendPart } from "@tucuxi/events/plugin";
import { mergedMetadata } from "../answers/merge.js";
import type { BatchItem } from "../batch-item.js";
import type { ItemAnswer, Problem } from "../operations/batch-operation.js";
import type { SplitInfo } from "../options.js";
import { backoff, waitFor } from "./backoff.js";
import { type BatchCall, contextOfPart } from "./batch-call.js";
import { BodyTooLarge } from "./body-too-large.js";
import { type Failure, failureOf } from "./failure.js";
import { inParallel } from "./in-parallel.js";
import { ItemStates } from "./item-states.js";
import { OrderedGroups } from "./ordered-groups.js";
import { evenly, packed, problemOf, refusedAlone, tooLarge } from "./packing.js";
import { Part } from "./part.js";
import { PartSignals } from "./part-signals.js";
import { isTooLargeFor } from "./refusal.js";

/** Why something is split: the reason, and what was measured or answered. */
export type Cause = Pick<SplitInfo, "reason" | "bytes" | "error">;

/**
 * Answers a call with several requests, and merges their answers.
 *
 * @returns the merged output.
 * @throws PayloadLimitError if a part fails, or if one item alone is too large.
 */
export function sendInParts(call: BatchCall, cause: Cause): Promise<Parsed> {
  return new SplitCall(call).send(cause);
}

/**
 * Sends again what the service returned in the answer of a call that was sent in one request.
 *
 * @returns the merged output.
 * @throws PayloadLimitError if one of the further requests fails.
 */
export function sendReturned(call: BatchCall, answer: Parsed): Promise<Parsed> {
  return new SplitCall(call).sendReturned(answer);
}

/** @throws PayloadLimitError `ITEM_TOO_LARGE` for an item that the service would refuse in any request. */
export function checkItems(call: BatchCall, cause?: unknown): void {
  for (const item of call.items) {
    const problem = problemOf(call.operation, item, call.limits);
    if (problem !== undefined) {
      const states = new ItemStates(call.items);
      if (cause !== undefined) for (const one of call.items) states.answered(one, "refused");
      throw failureOf(call, { problem, error: cause }, states, [call.whole]);
    }
  }
}

class SplitCall {
  readonly #call: BatchCall;
  readonly #states: ItemStates;
  readonly #signal: AbortSignal | undefined;
  readonly #partSignals: PartSignals;
  /** Set for a call whose items must arrive in order. Its parts are sent one after another. */
  readonly #groups: OrderedGroups | undefined;
  /** All requests except those that were divided. */
  readonly #parts = new Set<Part>();
  /** The requests that haven't been sent yet, the next one last. */
  readonly #waiting: Part[] = [];
  /** The items that the service returned. */
  #returned: BatchItem[] = [];
  /** How often the items in `#returned` were sent. */
  #round = 0;
  #pausedMilliseconds = 0;
  #failure: Failure | undefined;

  constructor(call: BatchCall) {
    const { operation, params, context, items } = call;
    call.isSplit = true;
    this.#call = call;
    this.#states = new ItemStates(items);
    this.#signal = signalOf(context);
    this.#partSignals = new PartSignals(this.#signal);
    if (operation.isOrdered?.(params) === true) this.#groups = new OrderedGroups(operation);
  }

  async send(cause: Cause): Promise<Parsed> {
    const { operation, items, whole } = this.#call;
    this.#parts.add(whole);
    if (cause.error !== undefined) whole.failed(cause.error);
    const problem = operation.problemOfWhole?.(items);
    if (problem !== undefined) this.#failure = { problem, error: cause.error };
    else this.#divide(whole, cause);
    return this.#sendAll();
  }

  async sendReturned(answer: Parsed): Promise<Parsed> {
    const { whole } = this.#call;
    this.#parts.add(whole);
    this.#partSucceeded(whole, answer);
    await this.#queueReturned();
    return this.#sendAll();
  }

  async #sendAll(): Promise<Parsed> {
    const limit = this.#groups === undefined ? this.#call.sending.concurrency : 1;
    do {
      let started = 0;
      // In an ordered call, returned items are sent again before anything else.
      await inParallel(limit, () =>
        this.#groups !== undefined && started++ > 0 ? undefined : this.#sendNext(),
      );
      await this.#queueReturned();
    } while (this.#failure === undefined && this.#waiting.length > 0);
    this.#partSignals.close();
    if (this.#failure !== undefined)
      throw failureOf(this.#call, this.#failure, this.#states, this.#inOrder(), this.#signal);
    return this.#merged();
  }

  /** Starts the next request. After a failure none is started, and only the running ones are awaited. */
  #sendNext(): Promise<void> | undefined {
    if (this.#signal?.aborted && this.#waiting.length > 0) this.#failure ??= { error: this.#signal.reason };
    if (this.#failure !== undefined) return undefined;
    const part = this.#waiting.pop();
    if (part === undefined || this.#groups === undefined) return part && this.#send(part);
    const ready = this.#groups.withoutStopped(part);
    if (ready === part) return this.#send(part);
    this.#parts.delete(part);
    if (ready === undefined) return Promise.resolve();
    this.#parts.add(ready);
    return this.#send(ready);
  }

  async #send(part: Part): Promise<void> {
    const { operation, context, params } = this.#call;
    try {
      const output = await this.#partSignals.during((signal) =>
        sendPart(context, operation.paramsOf(params, part.items), { values: contextOfPart(part), signal }),
      );
      this.#partSucceeded(part, { ...output });
    } catch (error) {
      this.#partFailed(part, error);
    }
  }

  #partSucceeded(part: Part, output: Parsed): void {
    part.succeeded(output);
    const answers = this.#noteAnswers(part, output);
    if (this.#call.sending.resend === undefined) return;
    const returned = part.items.filter((_, at) => answers[at] === "returned");
    const again = this.#groups === undefined ? returned : this.#groups.toSendAgain(part, answers);
    for (const item of again) this.#returned.push(item);
    this.#round = part.round;
  }

  #partFailed(part: Part, error: unknown): void {
    if (error instanceof BodyTooLarge) {
      this.#divide(part, { reason: "measured", bytes: error.bytes });
      return;
    }
    part.failed(error);
    if (isTooLargeFor(this.#call.operation, error)) {
      this.#divide(part, { reason: "refused", error });
      return;
    }
    if (part.output !== undefined) this.#noteAnswers(part, part.output);
    else if (part.state !== "unsent") this.#noteRefusal(part);
    this.#failure ??= { error };
  }

  #noteAnswers(part: Part, output: Parsed): readonly ItemAnswer[] {
    const { operation } = this.#call;
    const { items } = part;
    const answers = operation.answersOf?.({ items, output }) ?? items.map(() => "accepted" as const);
    items.forEach((item, at) => {
      this.#states.answered(item, answers[at] ?? "accepted");
    });
    if (part.isInDoubt) this.#states.doubt(items);
    return answers;
  }

  #noteRefusal({ items, isInDoubt }: Part): void {
    for (const item of items) this.#states.answered(item, "refused");
    if (isInDoubt) this.#states.doubt(items);
  }

  /** Makes requests of the returned items after a pause, unless they have been sent often enough. */
  async #queueReturned(): Promise<void> {
    const { operation, limits, sending } = this.#call;
    const returned = this.#returned;
    this.#returned = [];
    if (sending.resend === undefined || returned.length === 0 || this.#failure !== undefined) return;
    if (this.#round >= sending.resend.attempts) {
      this.#groups?.stop(returned);
      return;
    }
    const pause = backoff(sending.resend, this.#round);
    this.#pausedMilliseconds += pause;
    await waitFor(pause, this.#signal);
    returned.sort((one, other) => one.index - other.index);
    this.#queue(packed(operation, returned, limits), this.#round + 1);
  }

  /** Puts requests before those that wait. */
  #queue(items: readonly (readonly BatchItem[])[], round: number): number {
    const parts = items.map((ofPart) => new Part(ofPart, round));
    for (const part of parts) this.#parts.add(part);
    for (const part of parts.slice().reverse()) this.#waiting.push(part);
    return parts.length;
  }

  #divide(part: Part, cause: Cause): void {
    const pieces = this.#piecesOf(part.items, cause);
    if (part.isInDoubt) this.#states.doubt(part.items);
    if (pieces === undefined) {
      this.#failure ??= { problem: this.#problemOf(part, cause), error: cause.error };
      if (cause.reason === "refused") this.#noteRefusal(part);
      return;
    }
    this.#parts.delete(part);
    const parts = this.#queue(pieces, part.round);
    this.#tell(part, parts, cause);
  }

  #piecesOf(
    items: readonly BatchItem[],
    { bytes = 0 }: Cause,
  ): readonly (readonly BatchItem[])[] | undefined {
    const { operation, limits } = this.#call;
    const byLimits = packed(operation, items, limits);
    if (byLimits.length > 1) return byLimits;
    const [first] = items;
    if (items.length > 1 || first === undefined)
      return evenly(items, Math.max(2, Math.ceil(bytes / limits.maxBytes)));
    const halves = operation.halvesOf?.(first);
    if (halves !== undefined) this.#states.divided(first, halves);
    return halves?.map((half) => [half]);
  }

  #problemOf({ items: [item], bytes }: Part, cause: Cause): Problem {
    const { operation, limits } = this.#call;
    if (cause.bytes !== undefined) return tooLarge(item as BatchItem, cause.bytes, limits.maxBytes);
    const size = operation.counts === "items" ? item?.size : bytes;
    return refusedAlone(item as BatchItem, size, limits.maxBytes);
  }

  #tell({ items }: Part, parts: number, cause: Cause): void {
    const { name, context, sending } = this.#call;
    const count = new Set(items.map(({ index }) => index)).size;
    const failed = (error: unknown): void => {
      const { config }: { config: { readonly logger?: Logger } } = clientOf(context);
      config.logger?.error?.("@tucuxi/plugin-payload-limit: onSplit threw:", error);
    };
    try {
      const returned: unknown = sending.onSplit?.({ operation: name, items: count, parts, ...cause });
      if (returned instanceof Promise) returned.catch(failed);
    } catch (error) {
      failed(error);
    }
  }

  /** The requests in the order they were sent: by round, then by their items. */
  #inOrder(): Part[] {
    const first = ({ items: [item] }: Part): number => item?.index ?? 0;
    return [...this.#parts].sort((one, other) => one.round - other.round || first(one) - first(other));
  }

  #merged(): Parsed {
    const { operation } = this.#call;
    const answers = this.#inOrder().flatMap(({ items, output }) =>
      output === undefined ? [] : [{ items, output }],
    );
    const withheld = this.#groups?.withheld ?? [];
    const all =
      withheld.length > 0 && operation.notSent !== undefined
        ? [...answers, { items: withheld, output: operation.notSent(withheld) }]
        : answers;
    return { $metadata: mergedMetadata(answers, this.#pausedMilliseconds), ...operation.merge(all) };
  }
}
