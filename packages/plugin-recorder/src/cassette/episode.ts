/** What a cassette is written in. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** An object of JSON. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** A call: what was asked, and what came of its attempts. */
export interface Episode {
  /** The service's name in events, and the operation: `dynamodb.GetItem`. */
  readonly call: string;
  /** The call's parameters, as the caller gave them. */
  readonly params: Json;
  /** What came of each attempt, in order. */
  readonly attempts: readonly Attempt[];
}

/** What came of an attempt: an output, an error of the service, or no response. */
export type Attempt =
  | {
      readonly output: JsonObject;
      /** The HTTP status, where it is not the one of the service's model. */
      readonly statusCode?: number;
      /** The output is one of the DynamoDB document client: it has native values for attributes. */
      readonly isNative?: true;
      /** What a stream of events gave, in order. */
      readonly events?: readonly Json[];
      /** What ended the body or the stream of events too early. */
      readonly failure?: RecordedFailure;
    }
  | { readonly error: RecordedError }
  | { readonly failure: RecordedFailure };

/** An error of the service. */
export interface RecordedError {
  /** `NoSuchKey` */
  readonly code: string;
  /** The error's message. */
  readonly message: string;
  /** The HTTP status: 404. */
  readonly statusCode: number;
  /** The error's other members. */
  readonly members?: JsonObject;
}

/** What went wrong on the way, such as a dropped connection. */
export interface RecordedFailure {
  /** `TimeoutError` */
  readonly name: string;
  /** `socket hang up` */
  readonly message: string;
  /** `ECONNRESET` */
  readonly code?: string;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
