import type { Emitter } from "@tucuxi/events";
import type { DifferenceId } from "./differences.js";
import type { Operation, Program, RegisterOperation, Section } from "./program.js";
import { emitterWith, handlerName, ProgramRun, type Watcher } from "./run-program.js";

/**
 * Removes the operations that differ by intent (see `DIFFERENCES`) from a program, and lets the others name only
 * emitters that exist by then. The rest must be the same on both sides, operation by operation.
 */
export async function comparable(program: Program): Promise<Program> {
  const operations = [...program.operations];
  const canonical = canonicalPatterns(program.aliases);
  for (;;) {
    const watcher = new DifferenceWatcher(canonical);
    const run = new ProgramRun(program, { watcher });
    let dropped = false;
    for (const [index, operation] of operations.entries()) {
      const [kind, emitter, ...rest] = operation;
      const possible = [kind, emitter % run.emitterCount, ...rest] as unknown as Operation;
      operations[index] = possible;
      await run.observe(possible);
      if (watcher.found === undefined) continue;
      // The operation may be half done by then, so the run starts again without it.
      operations.splice(index, 1);
      dropped = true;
      break;
    }
    if (!dropped) return { ...program, operations };
  }
}

/** The count of a unique id, and whether botocore shares it with a copy. */
interface Counter {
  count: number;
  shared: boolean;
}

interface State {
  /** Canonical patterns that were ever registered. botocore keeps their nodes. */
  readonly everRegistered: Set<string>;
  /** The counters, by unique id. */
  readonly counters: Map<string, Counter>;
}

const SECTIONS: readonly Section[] = ["first", "middle", "last"];

/** Finds the first wanted difference, from the emitter's list and from what botocore would remember. */
class DifferenceWatcher implements Watcher {
  found: DifferenceId | undefined;
  readonly #states = new WeakMap<Emitter, State>();
  readonly #canonical: (pattern: string) => string;

  constructor(canonical: (pattern: string) => string) {
    this.#canonical = canonical;
  }

  performs(emitter: Emitter, operation: Operation): void {
    if (operation[0] === "register") this.#registers(emitter, operation);
    else if (operation[0] === "unregister") {
      this.#unregisters(emitter, this.#canonical(operation[2]), handlerName(operation[3]));
    } else if (operation[0] === "unregisterId") {
      this.#unregistersId(emitter, this.#canonical(operation[2]), operation[3], operation[4]);
    }
  }

  copied(original: Emitter, copy: Emitter): void {
    const { everRegistered, counters } = this.#stateOf(original);
    for (const counter of counters.values()) counter.shared = true;
    this.#states.set(copy, { everRegistered: new Set(everRegistered), counters: new Map(counters) });
  }

  #registers(emitter: Emitter, [, , , pattern, handler, uniqueId, counted]: RegisterOperation): void {
    if (handler === -1) return;
    const { everRegistered, counters } = this.#stateOf(emitter);
    if (uniqueId !== null && registeredUnder(emitter, uniqueId) !== undefined) {
      const counter = counters.get(uniqueId);
      if (counter === undefined || !counted) return;
      if (counter.shared) this.found ??= "copies-share-counters";
      counter.count++;
      return;
    }
    everRegistered.add(this.#canonical(pattern));
    if (uniqueId === null) return;
    if (counted) counters.set(uniqueId, { count: 1, shared: false });
    else counters.delete(uniqueId);
  }

  #unregisters(emitter: Emitter, pattern: string, handlerName: string): void {
    const first = inRunningOrder(emitter, pattern).find(
      (registered) => registered.handlerName === handlerName,
    );
    if (first?.uniqueId !== undefined) this.found ??= "handler-frees-its-id";
    const { everRegistered } = this.#stateOf(emitter);
    const isPrefix = [...everRegistered].some((longer) => longer.startsWith(`${pattern}.`));
    if (isPrefix && !everRegistered.has(pattern)) this.found ??= "prefix-without-handlers";
  }

  #unregistersId(emitter: Emitter, pattern: string, uniqueId: string, counted: boolean): void {
    const registered = registeredUnder(emitter, uniqueId);
    if (registered === undefined) return;
    const counter = this.#stateOf(emitter).counters.get(uniqueId);
    if (counted !== (counter !== undefined)) return;
    if (counter?.shared === true) this.found ??= "copies-share-counters";
    if (counter !== undefined && counter.count > 1) {
      counter.count--;
      return;
    }
    if (registered.pattern !== pattern) {
      this.found ??= "id-under-another-pattern";
      return;
    }
    const first = inRunningOrder(emitter, pattern).find(({ handler }) => handler === registered.handler);
    if (first?.uniqueId !== uniqueId) this.found ??= "id-of-a-handler-registered-twice";
  }

  #stateOf(emitter: Emitter): State {
    let state = this.#states.get(emitter);
    if (state === undefined) {
      state = { everRegistered: new Set(), counters: new Map() };
      this.#states.set(emitter, state);
    }
    return state;
  }
}

/** Finds a pattern's canonical form by registering it. */
function canonicalPatterns(aliases: Program["aliases"]): (pattern: string) => string {
  const known = new Map<string, string>();
  return (pattern) => {
    let canonical = known.get(pattern);
    if (canonical === undefined) {
      const emitter = emitterWith(aliases);
      emitter.register(pattern, () => undefined);
      canonical = emitter.list()[0]?.pattern ?? pattern;
      known.set(pattern, canonical);
    }
    return canonical;
  };
}

function registeredUnder(emitter: Emitter, uniqueId: string) {
  return emitter.list().find((registered) => registered.uniqueId === uniqueId);
}

function inRunningOrder(emitter: Emitter, pattern: string) {
  const registered = emitter.list().filter((one) => one.pattern === pattern);
  return SECTIONS.flatMap((section) => registered.filter((one) => one.section === section));
}
