import type { Observation, Program } from "./program.js";

/**
 * A wanted difference between `Emitter` and botocore's `HierarchicalEmitter` or `EventAliaser`, shown by a program.
 * `docs/differences.md` gives the reasons, under headings that name these ids.
 */
export interface Difference {
  readonly program: Program;
  readonly botocore: readonly Observation[];
  readonly tucuxi: readonly Observation[];
}

export type DifferenceId = keyof typeof DIFFERENCES;

const NONE = { calls: [], outcome: { responses: [] } } as const satisfies Observation;

/** The result of an emission that called these handlers, which returned nothing. */
function called(eventName: string, ...handlers: number[]): Observation {
  return {
    calls: handlers.map((handler) => [handler, eventName] as const),
    outcome: { responses: handlers.map((handler) => [handler, null] as const) },
  };
}

/** Every wanted difference that a program can show. Keep them few. */
export const DIFFERENCES = {
  "copies-share-counters": {
    program: {
      aliases: null,
      handlers: [["returns", null]],
      operations: [
        ["register", 0, "middle", "a", 0, "x", true],
        ["copy", 0],
        ["register", 1, "middle", "a", 0, "x", true],
        // Emitter 0 registered it once, so one call should unregister it.
        ["unregisterId", 0, "a", "x", true],
        ["emit", 0, "a"],
      ],
    },
    botocore: ["done", "done", "done", "done", called("a", 0)],
    tucuxi: ["done", "done", "done", "done", NONE],
  },
  "id-under-another-pattern": {
    program: {
      aliases: null,
      handlers: [["returns", null]],
      operations: [
        ["register", 0, "middle", "a", 0, "x", false],
        ["unregisterId", 0, "b", "x", false],
        ["register", 0, "middle", "a", 0, "x", false],
        ["emit", 0, "a"],
      ],
    },
    botocore: ["done", "done", "done", called("a", 0, 0)],
    tucuxi: ["done", "done", "done", called("a", 0)],
  },
  "handler-frees-its-id": {
    program: {
      aliases: null,
      handlers: [["returns", null]],
      operations: [
        ["register", 0, "middle", "a", 0, "x", false],
        ["unregister", 0, "a", 0],
        ["register", 0, "middle", "a", 0, "x", false],
        ["emit", 0, "a"],
      ],
    },
    botocore: ["done", "done", "done", NONE],
    tucuxi: ["done", "done", "done", called("a", 0)],
  },
  "id-of-a-handler-registered-twice": {
    program: {
      aliases: null,
      handlers: [
        ["returns", null],
        ["returns", null],
      ],
      operations: [
        ["register", 0, "first", "a", 0, null, false],
        ["register", 0, "middle", "a", 1, null, false],
        ["register", 0, "last", "a", 0, "x", false],
        ["unregisterId", 0, "a", "x", false],
        ["emit", 0, "a"],
      ],
    },
    botocore: ["done", "done", "done", "done", called("a", 1, 0)],
    tucuxi: ["done", "done", "done", "done", called("a", 0, 1)],
  },
  "prefix-without-handlers": {
    program: {
      aliases: null,
      handlers: [["returns", null]],
      operations: [
        ["register", 0, "middle", "a.b", 0, null, false],
        ["unregister", 0, "a", 0],
      ],
    },
    botocore: ["done", { crashed: "AttributeError" }],
    tucuxi: ["done", "done"],
  },
  "empty-segments": {
    program: {
      aliases: null,
      handlers: [["returns", null]],
      operations: [
        ["register", 0, "middle", "", 0, null, false],
        ["register", 0, "middle", "a..b", 0, null, false],
        ["emit", 0, "a..b"],
      ],
    },
    botocore: ["done", "done", called("a..b", 0)],
    tucuxi: ["refused", "refused", NONE],
  },
  globs: {
    program: {
      aliases: null,
      handlers: [["returns", null]],
      operations: [
        ["register", 0, "middle", "a.Put*", 0, null, false],
        ["emit", 0, "a.PutItem"],
        ["emit", 0, "a.Put*"],
      ],
    },
    botocore: ["done", NONE, called("a.Put*", 0)],
    tucuxi: ["done", called("a.PutItem", 0), called("a.Put*", 0)],
  },
  "star-in-an-event-name": {
    program: {
      aliases: null,
      handlers: [["returns", null]],
      operations: [
        ["register", 0, "middle", "a.*", 0, null, false],
        ["emit", 0, "a.*"],
      ],
    },
    botocore: ["done", called("a.*", 0, 0)],
    tucuxi: ["done", called("a.*", 0)],
  },
} as const satisfies Record<string, Difference>;
