import type { Operation } from "../model/operation.js";
import type { WireResponse } from "../protocols/client-protocol.js";
import type { OutputWriter } from "../protocols/write-output.js";
import type { ErrorShapes } from "./error-shapes.js";

/** What an answer knows about the attempt that it's for. */
export interface AnsweredAttempt {
  /** `GetObject` */
  readonly operationName: string;
  /** `undefined` for a client without schemas. */
  readonly operation: Operation | undefined;
  /** `undefined` for a client without schemas. */
  readonly writer: OutputWriter | undefined;
  /** The errors of the service's model. */
  readonly errors: ErrorShapes;
  /** The parameters in the form of the stub. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Outputs have native values for DynamoDB's attributes. */
  readonly isNative: boolean;
  readonly client: object;
  /** 1 for the first attempt of a call. */
  readonly attempt: number;
  /** SQS: the hash that the client checks messages with, or `false` if it doesn't. */
  readonly md5: unknown;
}

/** The result of an answer: a response. For a client without schemas, what the call returns or throws. */
export type Answered =
  | { readonly response: WireResponse }
  | { readonly output: Readonly<Record<string, unknown>> }
  | { readonly thrown: unknown };

/** What an answer can be checked with before there is a call. Unknown parts are `undefined`. */
export interface KnownModel {
  readonly operation: Operation | undefined;
  readonly errors: ErrorShapes | undefined;
  readonly isNative: boolean;
}

/** An answer of a stub. */
export interface Answer {
  /** For messages: `returns({ Body: "a" })`. */
  readonly text: string;
  /** Throws a `StubError` if the answer contradicts the model, as far as that is known. */
  check?(model: KnownModel): void;
  answer(attempt: AnsweredAttempt): Promise<Answered>;
}
