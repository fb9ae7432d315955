/** The form in which a cassette is written. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** An object of JSON. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** A call: what was asked, and the outcome of its attempts. */
export interface Episode {
  /** The service's name in events, and the operation: `dynamodb.GetItem`. */
  readonly call: string;
  /** The call's parameters, as the caller gave them. */
  readonly params: Json;
  /** The outcome of each attempt, in order. */
  readonly attempts: readonly Attempt[];
}

/** The outcome of an attempt: an output, an error of the service, or no response. */
export type Attempt =
  | {
      readonly output: JsonObject;
      /** The HTTP status, if it differs from the service's model. */
      readonly statusCode?: number;
      /** The output comes from the DynamoDB document client, so attributes have native values. */
      readonly isNative?: true;
      /** The events of a stream, in order. */
      readonly events?: readonly Json[];
      /** What ended the body or the event stream too early. */
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

/** An error on the way, such as a dropped connection. */
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
