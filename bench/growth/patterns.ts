import { Emitter } from "@tucuxi/events";
import { EVENT_NAMES } from "../emit/scenarios.js";
import { BARS } from "../src/bars.js";
import type { Figure } from "../src/figure.js";
import { heapInUse } from "../src/memory.js";
import { type Run, timePaired } from "../src/paired.js";
import { type PairNames, pairedFigure } from "../src/paired-figure.js";
import { measuring } from "../src/program.js";

/** What an emitter with many patterns is held against. */
const FEW = 10;
const PAYLOAD = { value: 1 };
/** The few names that an application emits again and again. */
const REPEATED = EVENT_NAMES;
/** More names than an emitter keeps look-ups of: when one comes again, it is forgotten. */
const NEW = Array.from(
  { length: 20_000 },
  (_, index) => `before-sign.new-service-${index % 100}.Operation${index}`,
);

/** `node patterns.js 10000`: what so many registered patterns cost. */
await measuring(async (count): Promise<Figure[]> => {
  const many = Number(count);
  const group = `${many.toLocaleString("en-US")} registered patterns`;
  const over = `${FEW} patterns`;
  const emit = await emitting(many, { group, what: "emit", over }, REPEATED, 1000);
  return [
    await registering(many, { group, what: "register, each", over }),
    memory(many, group),
    many === 10_000 ? { ...emit, bar: BARS.emitAmongPatterns } : emit,
    await emitting(many, { group, what: "emit, a new name each time", over }, NEW, 100),
  ];
});

/** A thousand services, and as many operations as it takes. */
function patternOf(index: number): string {
  return `before-sign.service-${index % 1000}.Operation${index}`;
}

function emitterWith(patterns: number): Emitter {
  const emitter = new Emitter();
  for (let i = 0; i < patterns; i++) emitter.register(patternOf(i), () => {});
  return emitter;
}

async function registering(many: number, names: PairNames): Promise<Figure> {
  const subject: Run = (times) => {
    for (let i = 0; i < times; i++) emitterWith(many);
  };
  const baseline: Run = (times) => {
    for (let i = 0; i < (times * many) / FEW; i++) emitterWith(FEW);
  };
  const rounds = Math.max(5, Math.min(500, 50_000 / many));
  return pairedFigure(names, "ns", await timePaired(subject, baseline, { turn: 1, warmUp: 3, rounds }), many);
}

function memory(many: number, group: string): Figure {
  const emitters = Array.from({ length: Math.max(1, 10_000 / many) }, () => new Emitter());
  const before = heapInUse();
  for (const emitter of emitters) for (let i = 0; i < many; i++) emitter.register(patternOf(i), () => {});
  const median = (heapInUse() - before) / emitters.length / many;
  return { group, what: "memory, each", median, unit: "bytes" };
}

async function emitting(
  many: number,
  names: PairNames,
  emitted: readonly string[],
  turn: number,
): Promise<Figure> {
  const plan = { turn, warmUp: 60, rounds: 150 };
  const times = await timePaired(emits(many, emitted), emits(FEW, emitted), plan);
  return pairedFigure(names, "ns", times);
}

/** Emits the names in turn on an emitter with one handler for all of them, among other patterns. */
function emits(others: number, names: readonly string[]): Run {
  const emitter = emitterWith(others);
  let sum = 0;
  emitter.register("before-sign.*", ({ value }) => {
    sum += Number(value);
  });
  let next = 0;
  return (times) => {
    const before = sum;
    for (let i = 0; i < times; i++) {
      emitter.emit(names[next] as string, PAYLOAD);
      next = next + 1 === names.length ? 0 : next + 1;
    }
    if (sum !== before + times) throw new Error("a handler did not run");
  };
}
