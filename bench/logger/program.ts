import { eventsOf } from "@tucuxi/events";
import { type LogFormat, type LogLevel, type LogSink, logger } from "@tucuxi/plugin-logger";
import { ONE_BY_ONE } from "../send/settings.js";
import { TARGETS, type Target } from "../send/targets.js";
import type { Figure } from "../src/figure.js";
import { named } from "../src/named.js";
import { type Run, timePaired } from "../src/paired.js";
import { pairedFigure } from "../src/paired-figure.js";
import { measuring } from "../src/program.js";

const TARGET = "CloudWatch PutMetricData";
const LEVELS = { error: 0, info: 1, debug: 2, trace: 3 } as const satisfies Partial<Record<LogLevel, number>>;
const FORMATS = { object: "objects", json: "JSON" } as const satisfies Partial<Record<LogFormat, string>>;

/** `node program.js debug json`: a call that is logged, to nowhere, against one that is not. */
await measuring(async (levelName, formatName): Promise<Figure[]> => {
  const level = named(LEVELS, levelName);
  const format = named(FORMATS, formatName);
  const target = TARGETS[TARGET]({ cacheMiddleware: false });
  let records = 0;
  const count = (): void => {
    records++;
  };
  const sink: LogSink = { error: count, info: count, debug: count, trace: count };
  eventsOf(target.client).use(logger({ logger: sink, level, format }));
  await target.send();
  if (records !== LEVELS[level]) throw new Error(`a call logged ${records} records at ${level}`);
  const baseline = TARGETS[TARGET]({ cacheMiddleware: false });
  const names = {
    group: `logger, ${TARGET}`,
    what: `${level}, as ${FORMATS[format]}`,
    over: "bare",
  };
  return [pairedFigure(names, "µs", await timePaired(sending(target), sending(baseline), ONE_BY_ONE))];
});

function sending(target: Target): Run {
  return async (times) => {
    for (let i = 0; i < times; i++) await target.send();
  };
}
