import type { Answer } from "../answers/answer.js";
import { StubError } from "../errors.js";

interface Entry {
  readonly answer: Answer;
  readonly delay: number;
  /** How often it may be given; `undefined` where the test did not say. */
  limit: number | undefined;
  used: number;
}

/** The answers of a stub in their order, and how often each was given. */
export class AnswerQueue {
  readonly #entries: Entry[] = [];
  #delay = 0;

  add(answer: Answer, limit?: number): void {
    if (limit !== undefined) checkCount(answer.text, limit);
    this.#entries.push({ answer, delay: this.#delay, limit, used: 0 });
    this.#delay = 0;
  }

  /** The next answer that is added comes after a time. */
  delayNext(milliseconds: number): void {
    if (!Number.isFinite(milliseconds) || milliseconds < 0) {
      throw new StubError("INVALID_ANSWER", `delays(${milliseconds}): the time is a number of milliseconds`);
    }
    this.#delay = milliseconds;
  }

  /** How often the last answer is given. */
  limitLast(times: number): void {
    const last = this.#entries.at(-1);
    if (last === undefined) {
      throw new StubError(
        "INVALID_ANSWER",
        `times(${times}) says how often the answer before it is given: write returns(...).times(${times})`,
      );
    }
    checkCount("times", times);
    last.limit = times;
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  get isUsed(): boolean {
    return this.#entries.some(({ used }) => used > 0);
  }

  get hasNext(): boolean {
    return this.#next() !== undefined;
  }

  answers(): Answer[] {
    return this.#entries.map(({ answer }) => answer);
  }

  /** Takes the answer for an attempt; `undefined` where none is left. */
  take(): { readonly answer: Answer; readonly delay: number } | undefined {
    const entry = this.#next();
    if (entry !== undefined) entry.used++;
    return entry;
  }

  /** The answers that were not given as often as they were to be. */
  pending(): string[] {
    return this.#entries.flatMap(({ answer, limit, used }) => {
      const wanted = limit ?? 1;
      if (used >= wanted) return [];
      return [wanted === 1 ? answer.text : `${answer.text}, ${used} of ${wanted} times`];
    });
  }

  #next(): Entry | undefined {
    return this.#entries.find((entry, place) => {
      const isLast = place === this.#entries.length - 1;
      return entry.used < (entry.limit ?? (isLast ? Number.POSITIVE_INFINITY : 1));
    });
  }
}

function checkCount(what: string, times: number): void {
  if (Number.isInteger(times) && times > 0) return;
  throw new StubError("INVALID_ANSWER", `${what}: ${times} is not how often it can be given: use 1 or more`);
}
