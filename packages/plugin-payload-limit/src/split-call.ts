import { clientOf, type Logger, type Parsed, repeatCall, signalOf } from "@tucuxi/events";
import type { BatchCall } from "./batch-call.js";
import type { BatchOperation, Problem } from "./batch-operation.js";
import { copyOf } from "./copy.js";
import { describeFailure, describeFates } from "./describe-failure.js";
import { mergedMetadata } from "./merge.js";
import type { BatchOperationName } from "./operations.js";
import type { SplitInfo } from "./options.js";
import { answersOf, fatesOf, type Part } from "./part.js";
import { BodyTooLarge, PART, PartCall } from "./part-call.js";
import { PayloadLimitError } from "./payload-limit-error.js";
import { evenly, planned, problemOf, tooLarge } from "./plan.js";
import { isTooLargeFor, stateAfter } from "./refusal.js";
import { pathOf, type Unit } from "./unit.js";

/** Why something is split: the reason, and what was measured or answered. */
export type Cause = Pick<SplitInfo, "reason" | "bytes" | "error">;

type Failure = { readonly problem: Problem; readonly error?: unknown } | { readonly error: unknown };

/**
 * Makes a call in several, each a call of its own with its own events, retries and signature, and merges the answers.
 *
 * @returns the merged output.
 * @throws PayloadLimitError where a part fails, or an item is too large alone.
 */
export function sendInParts(call: BatchCall, cause: Cause): Promise<Parsed> {
  return new SplitCall(call).send(cause);
}

/**
 * @throws PayloadLimitError `ITEM_TOO_LARGE` for an item that the service would refuse, whatever it is sent with.
 */
export function checkItems({ name, operation, limits, units }: BatchCall, cause?: unknown): void {
  for (const unit of units) {
    const problem = problemOf(operation, unit, limits);
    if (problem !== undefined) throw errorOf(name, operation, [{ units }], { problem, error: cause });
  }
}

class SplitCall {
  readonly #call: BatchCall;
  readonly #whole: Part;
  readonly #concurrency: number;
  readonly #signal: AbortSignal | undefined;
  #waiting: Part[] = [];
  #active = 0;
  #failure: Failure | undefined;
  #settle: (() => void) | undefined;

  constructor(call: BatchCall) {
    this.#call = call;
    this.#whole = { units: call.units };
    this.#concurrency = call.operation.isOrdered?.(call.params) === true ? 1 : call.sending.concurrency;
    this.#signal = signalOf(call.context);
  }

  async send(cause: Cause): Promise<Parsed> {
    const { name, operation, units } = this.#call;
    const problem = operation.problemOfWhole?.(units);
    if (problem === undefined) this.#divide(this.#whole, cause);
    else this.#failure = { problem, error: cause.error };
    await new Promise<void>((resolve) => {
      this.#settle = resolve;
      this.#sendNext();
    });
    if (this.#failure !== undefined)
      throw errorOf(name, operation, [this.#whole], this.#failure, this.#signal);
    const answers = answersOf([this.#whole]);
    return { $metadata: mergedMetadata(answers), ...operation.merge(answers) };
  }

  /** Keeps as many parts on their way as may be. After a failure those that are are waited for, and no other is sent. */
  #sendNext(): void {
    if (this.#signal?.aborted && this.#waiting.length > 0) this.#failure ??= { error: this.#signal.reason };
    while (this.#failure === undefined && this.#active < this.#concurrency) {
      const part = this.#waiting.shift();
      if (part === undefined) break;
      this.#active++;
      this.#sendPart(part)
        .catch((error: unknown) => this.#partFailed(part, error))
        .then(() => {
          this.#active--;
          this.#sendNext();
        });
    }
    if (this.#active === 0) this.#settle?.();
  }

  async #sendPart(part: Part): Promise<void> {
    const partCall = new PartCall(this.#call, part);
    const output = await repeatCall(this.#call.context, copyOf(partCall.params), { [PART]: partCall });
    part.outcome = { state: "accepted", output: partCall.output ?? { ...output } };
  }

  #partFailed(part: Part, error: unknown): void {
    if (error instanceof BodyTooLarge) this.#divide(part, { reason: "measured", bytes: error.bytes });
    else if (isTooLargeFor(this.#call.operation, error)) this.#divide(part, { reason: "refused", error });
    else {
      part.outcome = { state: stateAfter(error), error };
      this.#failure ??= { error };
    }
  }

  #divide(part: Part, cause: Cause): void {
    const pieces = this.#piecesOf(part.units, cause);
    if (pieces === undefined) {
      this.#failure ??= { problem: this.#problemOf(part, cause), error: cause.error };
      if (cause.reason === "refused") part.outcome = { state: "refused", error: cause.error };
      return;
    }
    part.pieces = pieces.map((units) => ({ units }));
    this.#waiting.unshift(...part.pieces);
    this.#tell(part, cause);
  }

  #piecesOf(units: readonly Unit[], { bytes = 0 }: Cause): readonly (readonly Unit[])[] | undefined {
    const { operation, limits } = this.#call;
    const byLimits = planned(operation, units, limits);
    if (byLimits.length > 1) return byLimits;
    const [first] = units;
    if (units.length === 1 && first !== undefined) return operation.halvesOf?.(first)?.map((half) => [half]);
    return evenly(units, Math.max(2, Math.ceil(bytes / limits.maxBytes)));
  }

  #problemOf({ units: [unit], bytes }: Part, cause: Cause): Problem {
    const { operation, limits } = this.#call;
    const size = cause.bytes ?? (operation.counts === "items" ? unit?.size : bytes);
    return tooLarge(unit as Unit, size, limits.maxBytes);
  }

  #tell({ units, pieces }: Part, cause: Cause): void {
    const { name, context, sending } = this.#call;
    const items = new Set(units.map(({ index }) => index)).size;
    try {
      sending.onSplit?.({ operation: name, items, parts: pieces?.length ?? 0, ...cause });
    } catch (error) {
      const { config }: { config: { readonly logger?: Logger } } = clientOf(context);
      config.logger?.error?.("@tucuxi/plugin-payload-limit: onSplit threw:", error);
    }
  }
}

function errorOf(
  name: BatchOperationName,
  operation: BatchOperation,
  parts: readonly Part[],
  failure: Failure,
  signal?: AbortSignal,
): PayloadLimitError {
  const fates = fatesOf(operation, parts);
  const { problem, error: cause } = { problem: undefined, ...failure };
  const options = cause === undefined ? {} : { cause };
  if (problem === undefined) {
    const code = isAbort(cause, signal) ? "ABORTED" : "PART_FAILED";
    return new PayloadLimitError(code, name, describeFailure(cause, fates), fates, options);
  }
  const { index } = problem.unit;
  const item = { index, path: pathOf(problem.unit), ...problem.excess };
  const message = fates.accepted.length > 0 ? `${problem.message}. ${describeFates(fates)}` : problem.message;
  return new PayloadLimitError(problem.code, name, message, fates, { ...options, item });
}

/** Whether an error is that of an aborted call: the SDK's own, or the reason itself where nothing was on its way. */
function isAbort(error: unknown, signal: AbortSignal | undefined): boolean {
  if (signal?.aborted !== true) return false;
  return error === signal.reason || (error instanceof Error && error.name === "AbortError");
}
