import { median } from "./figure.js";

/**
 * Does the thing to be timed so many times, one after another; a promise where it is asynchronous. What is done
 * elsewhere says itself how many nanoseconds it took.
 */
export type Run = (times: number) => Taken | Promise<Taken>;
type Taken = void | bigint;

/** A time in nanoseconds, from any beginning. */
export type Clock = () => bigint;

/** How long two things are run against each other. */
export interface Plan {
  /** Runs in a row before it is the other's turn. */
  readonly turn: number;
  /** Turns of each before anything is timed: the SDK takes about a thousand calls until its code is compiled. */
  readonly warmUp: number;
  readonly rounds: number;
}

export interface Paired {
  /** Medians, in microseconds for one run. */
  readonly subject: number;
  readonly baseline: number;
  /** The median over the rounds of the subject's time over the baseline's. */
  readonly ratio: number;
}

/**
 * Times two things against each other. In each round both take two turns, in the order subject, baseline,
 * baseline, subject or its mirror image, so that neither drift nor place favours one. A round gives one ratio, and
 * the result is their median: rounds that a compilation, a collection of garbage or another process fell into
 * are far off in either direction and do not move it. Turns are as short as can be timed: with single calls a round
 * is over in less than a scheduler's time slice, and the same thing is within 0.3 % of itself even where every core
 * is busy; with turns of thirty calls it was within 5 %.
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
