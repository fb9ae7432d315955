import type { Answer } from "../answers/answer.js";
import { StubError } from "../errors.js";

interface Entry {
  readonly answer: Answer;
  readonly delay: number;
  /** How often it can be given. `undefined` if the test didn't say. */
  limit: number | undefined;
  used: number;
}

/** The answers of a stub in order, and how often each was given. */
export class AnswerQueue {
  readonly #entries: Entry[] = [];
  #delay = 0;

  add(answer: Answer, limit?: number): void {
    if (limit !== undefined) checkCount(answer.text, limit);
    this.#entries.push({ answer, delay: this.#delay, limit, used: 0 });
    this.#delay = 0;
  }

  /** Delays the next answer that is added. */
  delayNext(milliseconds: number): void {
    if (!Number.isFinite(milliseconds) || milliseconds < 0) {
      throw new StubError("INVALID_ANSWER", `delays(${milliseconds}): the time is a number of milliseconds`);
    }
    this.#delay = milliseconds;
  }

  /** Sets how often the last answer is given. */
  limitLast(times: number): void {
    const last = this.#entries.at(-1);
    if (last === undefined) {
      throw new StubError(
        "INVALID_ANSWER",
        `times(${times}) says how often the answer before it is given. Write returns(...).times(${times})`,
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

  /** Takes the answer for an attempt, or `undefined` if none is left. */
  take(): { readonly answer: Answer; readonly delay: number } | undefined {
    const entry = this.#next();
    if (entry !== undefined) entry.used++;
    return entry;
  }

  /** The answers that weren't given as often as expected. */
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
  throw new StubError("INVALID_ANSWER", `${what}: an answer can't be given ${times} times. Use 1 or more`);
}
