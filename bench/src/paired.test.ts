import { expect, it } from "vitest";
import { timePaired } from "./paired.js";

/** A clock that advances only by what each run takes, so that times are known. */
class Clock {
  now = 0n;
  readonly turns: string[] = [];
  readonly read = (): bigint => this.now;

  /** A run that takes this many nanoseconds, as a function of the number of turns begun. */
  run(name: string, takes: (turn: number) => number) {
    return (times: number): void => {
      this.turns.push(name);
      this.now += BigInt(takes(this.turns.length) * times);
    };
  }
}

const PLAN = { turn: 5, warmUp: 2, rounds: 40 };

it("gives the time of one run of each in microseconds, and their ratio", async () => {
  const clock = new Clock();
  const slow = clock.run("slow", () => 3000);
  const quick = clock.run("quick", () => 2000);
  expect(await timePaired(slow, quick, PLAN, clock.read)).toEqual({ subject: 3, baseline: 2, ratio: 1.5 });
});

it("warms both up, then lets them take turns in an order that favours neither", async () => {
  const clock = new Clock();
  await timePaired(
    clock.run("a", () => 1),
    clock.run("b", () => 1),
    { turn: 1, warmUp: 1, rounds: 2 },
    clock.read,
  );
  expect(clock.turns.join("")).toBe("ababbabaab");
});

it("a drift that slows down everything leaves the ratio as it is", async () => {
  const clock = new Clock();
  const drifting = (turn: number): number => 1000 + turn * 10;
  const { ratio } = await timePaired(clock.run("a", drifting), clock.run("b", drifting), PLAN, clock.read);
  expect(ratio).toBe(1);
});

it("interruptions in a few rounds leave the ratio as it is, whomever they hit", async () => {
  const clock = new Clock();
  const a = clock.run("a", (turn) => (turn % 13 === 0 ? 90_000 : 2000));
  const b = clock.run("b", (turn) => (turn % 17 === 0 ? 70_000 : 1000));
  expect((await timePaired(a, b, PLAN, clock.read)).ratio).toBe(2);
});

it("waits for asynchronous runs", async () => {
  const clock = new Clock();
  const after = (nanoseconds: bigint) => async (): Promise<void> => {
    await Promise.resolve();
    clock.now += nanoseconds;
  };
  expect(await timePaired(after(8n), after(2n), PLAN, clock.read)).toMatchObject({ ratio: 4 });
});

it("takes a run's own word for how long it took, where it gives one", async () => {
  const clock = new Clock();
  const elsewhere = (taken: bigint) => async (): Promise<bigint> => {
    clock.now += 1_000_000n;
    return taken;
  };
  expect(await timePaired(elsewhere(6n), elsewhere(2n), PLAN, clock.read)).toMatchObject({ ratio: 3 });
});
