import { Emitter, SERVICE_ALIASES } from "@tucuxi/events";
import { type AnyCommandClass, commandFacts, isCommandClass } from "../client/command-class.js";
import { StubError } from "../errors.js";
import { isMatcher } from "../matchers/any.js";
import { differences } from "../matchers/differences.js";
import { show } from "../matchers/show.js";
import { type Operation, operationOf } from "../model/operation.js";
import type { CallRecord } from "./call-record.js";

/** How the parameters of a call are compared. */
export interface MatchOptions {
  /** Calls with unexpected parameters don't match. @default false */
  readonly exact?: boolean;
}

/** The calls that a stub is for: an operation or a pattern of operations, and the expected parameters. */
export class Target {
  /** For messages: `on(GetObject, { Bucket: "b" })`. */
  readonly text: string;
  /** The operation's name, if it's an operation. */
  readonly operation: string | undefined;
  /** The pattern, if it's a pattern. */
  readonly pattern: string | undefined;
  readonly model: Operation | undefined;
  /** For an operation: whether it's the document client's. */
  readonly isDocument: boolean | undefined;
  /** The namespace of the command's service, if it's known. */
  readonly namespace: string | undefined;
  readonly expected: unknown;
  readonly #exact: boolean;
  readonly #matches: (call: CallRecord) => boolean;

  constructor(what: AnyCommandClass | string, expected: unknown, { exact = false }: MatchOptions) {
    this.expected = expected;
    this.#exact = exact;
    if (typeof what === "string") {
      this.#matches = patternMatches(what);
      this.pattern = what;
      this.text = `on(${[JSON.stringify(what), ...shown(expected)].join(", ")})`;
      return;
    }
    if (!isCommandClass(what)) {
      throw new StubError(
        "INVALID_STUB",
        `on() takes a class of commands such as GetObjectCommand, or a pattern such as "s3.Get*", not ${show(what)}`,
      );
    }
    const facts = commandFacts(what);
    this.operation = facts.operation;
    this.model = operationOf(facts.schema);
    this.isDocument = facts.isDocument;
    this.namespace = facts.namespace;
    this.text = `on(${[facts.operation, ...shown(expected)].join(", ")})`;
    const { operation, namespace = "", isDocument } = facts;
    this.#matches = (call) =>
      call.operation === operation &&
      (call.namespace ?? namespace) === namespace &&
      (!isDocument || call.isDocument);
  }

  /** Whether the stub is for a call's operation, whatever its parameters. */
  isFor(call: CallRecord): boolean {
    return this.#matches(call);
  }

  /** The parameters of a call in the form of the stub. */
  paramsOf(call: CallRecord): Readonly<Record<string, unknown>> {
    return this.isNativeFor(call) ? call.params : call.wireParams;
  }

  /** Whether the stub has native values for a call. */
  isNativeFor(call: CallRecord): boolean {
    return call.isDocument && this.isDocument !== false;
  }

  /** How a call's parameters differ from the expected ones. */
  differences(call: CallRecord): string[] {
    if (this.expected === undefined) return [];
    return differences(this.expected, this.paramsOf(call), this.#exact);
  }
}

function shown(expected: unknown): string[] {
  if (expected === undefined) return [];
  return [isMatcher(expected) || typeof expected !== "function" ? show(expected) : show(expected)];
}

/** Whether calls match a pattern of service and operation, like an event pattern without its first segment. */
function patternMatches(pattern: string): (call: CallRecord) => boolean {
  // Matches like the event emitter: services' older names, `*` and globs.
  const emitter = new Emitter({ aliases: SERVICE_ALIASES });
  emitter.register(`call.${pattern}`, () => {});
  return ({ service, operation }) => emitter.explain(`call.${service}.${operation}`).length > 0;
}
