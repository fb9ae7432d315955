import { Emitter } from "@tucuxi/events";
import Emittery from "emittery";
import eventEmitter2 from "eventemitter2";
import { EventEmitter as EventEmitter3 } from "eventemitter3";
import { createHooks } from "hookable";
import type { Run } from "../src/paired.js";
import { EVENT_NAMES, type Scenario } from "./scenarios.js";

/** What handlers are given. Made once: making it is no emitter's work. */
interface Payload {
  readonly value: number;
}

const PAYLOAD: Payload = { value: 1 };
/** Which of {@link EVENT_NAMES} comes next: its length is a power of two. */
const MASK = EVENT_NAMES.length - 1;

/** Adds up what handlers were given: work that an engine cannot leave out, and the proof that they ran. */
export class Sum {
  value = 0;

  handler(): (payload: Payload) => void {
    return ({ value }) => {
      this.value += value;
    };
  }
}

/** Makes an emitter with a scenario's handlers on it, and gives what emits. */
type Contender = (scenario: Scenario, sum: Sum) => Run;

/** Calls `register` for each handler under each pattern. */
function each(
  { handlers, patterns }: Scenario,
  sum: Sum,
  register: (pattern: string, handler: (payload: Payload) => void) => void,
): void {
  for (const pattern of patterns) for (let i = 0; i < handlers; i++) register(pattern, sum.handler());
}

/** What no emitter can be quicker than: the arrays of handlers in a map by name. */
const plainMap: Contender = (scenario, sum) => {
  const map = new Map<string, ((payload: Payload) => void)[]>();
  const { handlers } = scenario;
  each({ handlers, patterns: handlers === 0 ? [] : EVENT_NAMES }, sum, (name, handler) => {
    map.set(name, [...(map.get(name) ?? []), handler]);
  });
  return (times) => {
    for (let i = 0; i < times; i++) {
      const found = map.get(EVENT_NAMES[i & MASK] as string);
      if (found !== undefined) for (let j = 0; j < found.length; j++) found[j]?.(PAYLOAD);
    }
  };
};

const tucuxi: Contender = (scenario, sum) => {
  const emitter = new Emitter();
  each(scenario, sum, (pattern, handler) => {
    emitter.register(pattern, handler as () => void);
  });
  return (times) => {
    for (let i = 0; i < times; i++) emitter.emit(EVENT_NAMES[i & MASK] as string, PAYLOAD);
  };
};

const eventemitter3: Contender = (scenario, sum) => {
  const emitter = new EventEmitter3();
  each(scenario, sum, (name, handler) => {
    emitter.on(name, handler);
  });
  return (times) => {
    for (let i = 0; i < times; i++) emitter.emit(EVENT_NAMES[i & MASK] as string, PAYLOAD);
  };
};

const eventemitter2WithWildcards: Contender = (scenario, sum) => {
  const emitter = new eventEmitter2.EventEmitter2({ wildcard: true, delimiter: ".", maxListeners: 0 });
  each(scenario, sum, (pattern, handler) => {
    emitter.on(pattern, handler);
  });
  return (times) => {
    for (let i = 0; i < times; i++) emitter.emit(EVENT_NAMES[i & MASK] as string, PAYLOAD);
  };
};

const hookable: Contender = (scenario, sum) => {
  const hooks = createHooks<Record<string, (payload: Payload) => void>>();
  each(scenario, sum, (name, handler) => {
    hooks.hook(name, handler);
  });
  return async (times) => {
    for (let i = 0; i < times; i++) {
      const running: unknown = hooks.callHook(EVENT_NAMES[i & MASK] as string, PAYLOAD);
      if (running instanceof Promise) await running;
    }
  };
};

const emittery: Contender = (scenario, sum) => {
  const emitter = new Emittery<Record<string, Payload>>();
  each(scenario, sum, (name, handler) => {
    emitter.on(name, handler);
  });
  return async (times) => {
    for (let i = 0; i < times; i++) await emitter.emit(EVENT_NAMES[i & MASK] as string, PAYLOAD);
  };
};

/** What is compared, by the name that the table shows. */
export const CONTENDERS = {
  "Map of arrays": plainMap,
  Tucuxi: tucuxi,
  eventemitter3,
  "EventEmitter2, wildcards": eventemitter2WithWildcards,
  hookable,
  emittery,
} as const satisfies Record<string, Contender>;

/**
 * The run of a contender.
 *
 * @throws Error where it does not run the handlers that the scenario is about: it would be timed for nothing.
 */
export async function checkedRun(contender: keyof typeof CONTENDERS, scenario: Scenario): Promise<Run> {
  const sum = new Sum();
  const run = CONTENDERS[contender](scenario, sum);
  await run(EVENT_NAMES.length);
  if (sum.value !== EVENT_NAMES.length * scenario.handlers) {
    throw new Error(`${contender} ran ${sum.value} handlers in ${EVENT_NAMES.length} emissions`);
  }
  return run;
}
