import type { Operation } from "../model/operation.js";
import type { Attempt, SentCall } from "./sent-call.js";

/** A running call, as stubs and tests see it. */
export class CallRecord implements SentCall {
  readonly service: string;
  readonly operation: string;
  readonly client: object;
  /** `com.amazonaws.s3`, or `undefined` for a client without schemas. */
  readonly namespace: string | undefined;
  /** The operation's model, or `undefined` for a client without schemas. */
  readonly model: Operation | undefined;
  /** The DynamoDB document client makes the call. */
  readonly isDocument: boolean;
  params: Readonly<Record<string, unknown>>;
  /** The parameters as they are serialized. A document client's native values are converted. */
  wireParams: Readonly<Record<string, unknown>>;
  output: Readonly<Record<string, unknown>> | undefined = undefined;
  error: unknown = undefined;
  readonly attempts: Attempt[] = [];

  constructor(facts: {
    readonly service: string;
    readonly operation: string;
    readonly client: object;
    readonly namespace: string | undefined;
    readonly model: Operation | undefined;
    readonly isDocument: boolean;
    readonly params: object;
  }) {
    this.service = facts.service;
    this.operation = facts.operation;
    this.client = facts.client;
    this.namespace = facts.namespace;
    this.model = facts.model;
    this.isDocument = facts.isDocument;
    this.params = { ...facts.params };
    this.wireParams = this.params;
  }

  /** What the test runner shows: the public parts. */
  toJSON(): Partial<SentCall> {
    const { service, operation, params, output, error, attempts } = this;
    return { service, operation, params, output, error, attempts };
  }
}
