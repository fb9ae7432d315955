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
  /** Parameters that are not expected make the call another one. @default false */
  readonly exact?: boolean;
}

/** Which calls a stub is for: an operation, or a pattern of operations, and what is expected of their parameters. */
export class Target {
  /** For messages: `on(GetObject, { Bucket: "b" })`. */
  readonly text: string;
  /** The operation's name, where it is one. */
  readonly operation: string | undefined;
  /** The pattern, where it is one. */
  readonly pattern: string | undefined;
  readonly model: Operation | undefined;
  /** Of one operation: whether it is one of the document client. */
  readonly isDocument: boolean | undefined;
  /** The namespace of the command's service, where it is known. */
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

  /** The parameters of a call in the form that the stub is written in. */
  paramsOf(call: CallRecord): Readonly<Record<string, unknown>> {
    return this.isNativeFor(call) ? call.params : call.wireParams;
  }

  /** Whether the stub is written in native values for a call. */
  isNativeFor(call: CallRecord): boolean {
    return call.isDocument && this.isDocument !== false;
  }

  /** How the parameters of a call are not those that are expected. */
  differences(call: CallRecord): string[] {
    if (this.expected === undefined) return [];
    return differences(this.expected, this.paramsOf(call), this.#exact);
  }
}

function shown(expected: unknown): string[] {
  if (expected === undefined) return [];
  return [isMatcher(expected) || typeof expected !== "function" ? show(expected) : show(expected)];
}

/** Whether calls match a pattern of services and operations: those of events without their first segment. */
function patternMatches(pattern: string): (call: CallRecord) => boolean {
  // The event emitter's own matching: older names of services, `*` and globs.
  const emitter = new Emitter({ aliases: SERVICE_ALIASES });
  emitter.register(`call.${pattern}`, () => {});
  return ({ service, operation }) => emitter.explain(`call.${service}.${operation}`).length > 0;
}
