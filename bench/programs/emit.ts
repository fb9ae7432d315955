/** `node emit.js 10000`: times `emit` against a `Map`, and among that many other patterns. */
import { Emitter } from "@tucuxi/events";
import eventEmitter2 from "eventemitter2";
import { BARS } from "../src/bars.js";
import type { Figure } from "../src/figure.js";
import { type Run, timePaired } from "../src/paired.js";
import { measuring } from "../src/program.js";

/** Several names, so that no engine can cache a single look-up. Their number is a power of two. */
const NAMES = ["cloudwatch.PutMetricData", "cloudwatch.GetMetricData", "s3.PutObject", "sqs.GetQueueUrl"].map(
  (name) => `before-sign.${name}`,
);
const PAYLOAD = { value: 1 };
const PLAN = { turn: 2000, warmUp: 60, rounds: 150 };

let sum = 0;
const add = ({ value }: Readonly<Record<string, unknown>>): void => {
  sum += Number(value);
};

/** @throws Error if a handler didn't run. */
function emitting(emit: Emit): Run {
  return (times) => {
    const before = sum;
    for (let i = 0; i < times; i++) emit(NAMES[i & (NAMES.length - 1)] as string);
    if (sum !== before + times) throw new Error(`a handler ran ${sum - before} times in ${times} emissions`);
  };
}

type Emit = (name: string) => void;

function tucuxi(patterns: readonly string[], others = 0): Emit {
  const emitter = new Emitter();
  for (let i = 0; i < others; i++)
    emitter.register(`before-sign.service-${i % 1000}.Operation${i}`, () => {});
  for (const pattern of patterns) emitter.register(pattern, add);
  return (name) => void emitter.emit(name, PAYLOAD);
}

function plainMap(): Emit {
  const handlers = new Map(NAMES.map((name) => [name, [add]]));
  return (name) => {
    for (const handler of handlers.get(name) ?? []) handler(PAYLOAD);
  };
}

function withWildcards(): Emit {
  const emitter = new eventEmitter2.EventEmitter2({ wildcard: true, delimiter: "." });
  emitter.on("before-sign.*.*", add);
  return (name) => void emitter.emit(name, PAYLOAD);
}

await measuring(async (patterns): Promise<Figure[]> => {
  const figures: Figure[] = [];
  const compare = async (what: string, over: string, emit: Emit, baseline: Emit, atMost?: number) => {
    const { ratio } = await timePaired(emitting(emit), emitting(baseline), PLAN);
    figures.push({ what, over, value: ratio, ...(atMost !== undefined && { atMost }) });
  };
  const map = "a Map of arrays of handlers";
  await compare(map, map, plainMap(), plainMap());
  await compare("emit, an exact pattern", map, tucuxi(NAMES), plainMap());
  await compare("emit, *", map, tucuxi(["before-sign.*.*"]), plainMap(), BARS.emit);
  await compare("emit, a glob", map, tucuxi(["before-sign.*.{Put,Get}*"]), plainMap());
  await compare("EventEmitter2, *", map, withWildcards(), plainMap());
  const many = Number(patterns);
  const [among, few] = [tucuxi(["before-sign"], many), tucuxi(["before-sign"], 10)];
  await compare(`emit, ${many} other patterns`, "10", among, few, BARS.emitAmongPatterns);
  return figures;
});
