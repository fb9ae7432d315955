import { execFileSync } from "node:child_process";
import { RemoteRun } from "../src/remote-run.js";
import { EVENT_NAMES, type Scenario } from "./scenarios.js";

/** Counts what the handlers have added up to. */
const PROGRAM = `
import json, sys, time
from botocore.hooks import HierarchicalEmitter
names, patterns, handlers = json.loads(sys.argv[1])
total = 0
def handler():
    def add(value, **kwargs):
        global total
        total += value
    return add
emitter = HierarchicalEmitter()
for pattern in patterns:
    for _ in range(handlers):
        emitter.register(pattern, handler())
mask = len(names) - 1
def run(times):
    for i in range(times):
        emitter.emit(names[i & mask], value=1)
for line in sys.stdin:
    start = time.perf_counter_ns()
    run(int(line))
    print(time.perf_counter_ns() - start, total, flush=True)
`;

/** A Python that has botocore, or `undefined`. */
export function findPython(): string | undefined {
  return ["python3", "python"].find((python) => {
    try {
      execFileSync(python, ["-c", "import botocore.hooks"], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  });
}

/** botocore's `HierarchicalEmitter` with a scenario's handlers. */
export function botocore(python: string, { patterns, handlers }: Scenario): RemoteRun {
  return new RemoteRun(python, ["-c", PROGRAM, JSON.stringify([EVENT_NAMES, patterns, handlers])]);
}
