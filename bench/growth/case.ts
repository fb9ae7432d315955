import type { Case, Unit } from "../src/case.js";

const PATTERNS = [10, 100, 1000, 10_000, 100_000];
const CLIENTS = [1, 10, 100, 1000, 10_000];

export const growthCase: Case = {
  name: "growth",
  units: [
    ...PATTERNS.map((count): Unit => unit("patterns", [count])),
    ...CLIENTS.map((count): Unit => unit("clients", [count])),
    unit("names", [100_000, 10]),
    unit("held", [5000, 2000]),
  ],
};

function unit(program: string, args: readonly number[]): Unit {
  const [count = 0] = args;
  return { name: `${program}/${count}`, program: `growth/${program}`, args: args.map(String), processes: 1 };
}
