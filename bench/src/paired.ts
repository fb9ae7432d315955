import { median } from "./figure.js";

/**
 * Runs the code to be timed this many times in a row. Returns a promise if it is asynchronous, and its own
 * time in nanoseconds if it runs in another process.
 */
export type Run = (times: number) => Taken | Promise<Taken>;
type Taken = void | bigint;

/** A time in nanoseconds, from any starting point. */
export type Clock = () => bigint;

/** How long to compare two runs. */
export interface Plan {
  /** Runs in one turn. */
  readonly turn: number;
  /** Untimed turns of each. The SDK needs about a thousand calls until its code is compiled. */
  readonly warmUp: number;
  readonly rounds: number;
}

export interface Paired {
  /** Medians, in microseconds per run. */
  readonly subject: number;
  readonly baseline: number;
  /** The median, over all rounds, of the subject's time divided by the baseline's. */
  readonly ratio: number;
}

/**
 * Times a subject against a baseline.
 *
 * In each round both take two turns, in the order subject, baseline, baseline, subject or the reverse. That
 * way neither drift nor position favours one.
 *
 * Each round gives one ratio, and the result is their median. A compilation, a garbage collection or another
 * process throws off single rounds, but not the median.
 *
 * Keep turns as short as the clock allows. With single calls a round is shorter than a scheduler's time
 * slice, and a subject compared with itself is within 0.3 % even if all cores are busy. With turns of thirty
 * calls it was within 5 %.
 */
export async function timePaired(
  subject: Run,
  baseline: Run,
  { warmUp, rounds, turn }: Plan,
  clock: Clock = process.hrtime.bigint,
): Promise<Paired> {
  const time = async (run: Run): Promise<number> => {
    const start = clock();
    const running = run(turn);
    const taken = running instanceof Promise ? await running : running;
    return Number(taken ?? clock() - start) / 1000;
  };
  for (let done = 0; done < warmUp; done++) {
    await subject(turn);
    await baseline(turn);
  }
  const subjectTimes: number[] = [];
  const baselineTimes: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const subjectIsOutside = round % 2 === 0;
    const [outer, inner] = subjectIsOutside ? [subject, baseline] : [baseline, subject];
    const outerBefore = await time(outer);
    const inside = (await time(inner)) + (await time(inner));
    const outside = outerBefore + (await time(outer));
    const [ofSubject, ofBaseline] = subjectIsOutside ? [outside, inside] : [inside, outside];
    subjectTimes.push(ofSubject / 2 / turn);
    baselineTimes.push(ofBaseline / 2 / turn);
    ratios.push(ofSubject / ofBaseline);
  }
  return { subject: median(subjectTimes), baseline: median(baselineTimes), ratio: median(ratios) };
}
