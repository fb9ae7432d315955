/** `node send.js "S3 PutObject" plain`: times calls with Tucuxi, each against a baseline in this process. */
import { BARS } from "../src/bars.js";
import { TARGETS, type TargetName } from "../src/clients.js";
import type { Figure } from "../src/figure.js";
import { type Run, timePaired } from "../src/paired.js";
import { measuring } from "../src/program.js";
import { VARIANTS, type VariantName } from "../src/variants.js";

const PLAN = { turn: 1, warmUp: 2000, rounds: 1500 };

const COMPARISONS: readonly (readonly [subject: VariantName, baseline: VariantName, atMost?: number])[] = [
  // The noise of the run: a client against itself.
  ["bare", "bare"],
  ["attached", "bare", BARS.attached],
  ["one handler", "by hand", BARS.oneHandler],
  ["all events", "entries that do nothing", BARS.allEventsOverEntries],
  ["all events", "bare", BARS.allEventsOverBare],
];

await measuring(async (target, setting): Promise<Figure[]> => {
  const name = target as TargetName;
  const figures: Figure[] = [];
  for (const [subject, baseline, atMost] of COMPARISONS) {
    const sending = (variant: VariantName) => sender(name, variant, setting === "cacheMiddleware");
    const { ratio } = await timePaired(await sending(subject), await sending(baseline), PLAN);
    const what = `${name}, ${setting}: ${subject}`;
    figures.push({ what, over: baseline, value: ratio, ...(atMost !== undefined && { atMost }) });
  }
  return figures;
});

async function sender(name: TargetName, variant: VariantName, cacheMiddleware: boolean): Promise<Run> {
  const target = TARGETS[name](cacheMiddleware);
  const isDone = VARIANTS[variant](target, name);
  await target.send();
  if (!isDone()) throw new Error(`"${variant}" didn't do what it is timed for`);
  return async (times) => {
    for (let i = 0; i < times; i++) await target.send();
  };
}
