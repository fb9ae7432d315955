import { Emitter } from "@tucuxi/events";
import { BARS } from "../src/bars.js";
import type { Figure } from "../src/figure.js";
import { heapInUse } from "../src/memory.js";
import { measuring } from "../src/program.js";

/** `node names.js 100000 10`: the memory that an emitter holds after it has emitted so many names so many times. */
await measuring(async (count, times): Promise<Figure[]> => {
  const distinct = Number(count);
  const names = Array.from(
    { length: distinct },
    (_, index) => `before-sign.service-${index % 1000}.Op${index}`,
  );
  const emitter = new Emitter();
  let runs = 0;
  emitter.register("before-sign.*", () => {
    runs++;
  });
  const emitAll = (): void => {
    for (const name of names) emitter.emit(name);
  };
  emitAll();
  const first = heapInUse();
  for (let i = 1; i < Number(times); i++) emitAll();
  const held = heapInUse() - first;
  // Emitter and names live until here: nothing of them may be collected before the memory is measured.
  if (runs !== distinct * Number(times) || emitter.explain(names[0] as string).length !== 1) {
    throw new Error(`the handler ran ${runs} times`);
  }
  return [
    {
      group: `${distinct.toLocaleString("en-US")} distinct event names`,
      what: `memory after ${runs.toLocaleString("en-US")} emissions, over that after the first of each`,
      median: held / 1e6,
      unit: "MB",
      bar: BARS.distinctNames,
    },
  ];
});
