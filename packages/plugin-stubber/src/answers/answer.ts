import type { Operation } from "../model/operation.js";
import type { WireResponse } from "../protocols/client-protocol.js";
import type { OutputWriter } from "../protocols/write-output.js";
import type { ErrorShapes } from "./error-shapes.js";

/** What an answer knows of the attempt that it is for. */
export interface AnsweredAttempt {
  /** `GetObject` */
  readonly operationName: string;
  /** `undefined` for a client without schemas. */
  readonly operation: Operation | undefined;
  /** `undefined` for a client without schemas. */
  readonly writer: OutputWriter | undefined;
  /** The errors of the service's model. */
  readonly errors: ErrorShapes;
  /** The parameters in the form that the stub is written in. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Outputs have native values for the attributes of DynamoDB. */
  readonly isNative: boolean;
  readonly client: object;
  /** 1 for the first attempt of a call. */
  readonly attempt: number;
  /** SQS: the hash that the client checks messages with, `false` where it does not. */
  readonly md5: unknown;
}

/** What comes of an answer: a response, or for a client without schemas what the call is to give or throw. */
export type Answered =
  | { readonly response: WireResponse }
  | { readonly output: Readonly<Record<string, unknown>> }
  | { readonly thrown: unknown };

/** What an answer can be checked with before there is a call: what is not known yet is `undefined`. */
export interface KnownModel {
  readonly operation: Operation | undefined;
  readonly errors: ErrorShapes | undefined;
  readonly isNative: boolean;
}

/** An answer of a stub. */
export interface Answer {
  /** For messages: `returns({ Body: "a" })`. */
  readonly text: string;
  /** Throws a `StubError` where the answer can't be right by the model, as far as that is known. */
  check?(model: KnownModel): void;
  answer(attempt: AnsweredAttempt): Promise<Answered>;
}
