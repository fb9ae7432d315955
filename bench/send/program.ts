import { allocatedBy } from "../src/allocation.js";
import type { Figure } from "../src/figure.js";
import { named } from "../src/named.js";
import { type Run, timePaired } from "../src/paired.js";
import { pairedFigure } from "../src/paired-figure.js";
import { measuring } from "../src/program.js";
import { COMPARISONS, type Comparison } from "./comparisons.js";
import { SETTINGS, type Setting } from "./settings.js";
import { TARGETS, type TargetName } from "./targets.js";
import { VARIANTS, type VariantName } from "./variants.js";

/** `node program.js "CloudWatch PutMetricData" plain attached` */
await measuring(async (targetName, settingName, subjectName): Promise<Figure[]> => {
  const target = named(TARGETS, targetName);
  const setting: Setting = SETTINGS[named(SETTINGS, settingName)];
  const subject = named(COMPARISONS, subjectName);
  const { baseline, bar }: Comparison = COMPARISONS[subject];
  const subjectRun = await sender(target, subject, setting);
  const baselineRun = await sender(target, baseline, setting);
  const group = `${target}, ${settingName}`;
  const times = await timePaired(subjectRun, baselineRun, setting.plan);
  const figure = pairedFigure({ group, what: subject, over: baseline }, "µs", times, setting.inFlight);
  const timed = bar === undefined ? figure : { ...figure, bar };
  // A hundred calls at once are more than fits between two collections of garbage.
  if (setting.inFlight > 1) return [timed];
  const [ofSubject, ofBaseline] = [await allocatedBy(subjectRun), await allocatedBy(baselineRun)];
  const allocated: Figure = {
    group: `${group}, memory allocated for a call`,
    what: subject,
    median: ofSubject / 1000,
    unit: "kB",
    over: { what: baseline, median: ofBaseline / 1000 },
    ratio: ofSubject / ofBaseline,
  };
  return [timed, allocated];
});

async function sender(name: TargetName, variant: VariantName, setting: Setting): Promise<Run> {
  const { cacheMiddleware, inFlight } = setting;
  const target = TARGETS[name]({ cacheMiddleware });
  const isDone = VARIANTS[variant](target);
  await target.send();
  if (!isDone()) throw new Error(`"${variant}" did not do what it is timed for`);
  if (inFlight === 1) {
    return async (times) => {
      for (let i = 0; i < times; i++) await target.send();
    };
  }
  return async (times) => {
    for (let i = 0; i < times; i++) await Promise.all(Array.from({ length: inFlight }, target.send));
  };
}
