/** What every record says about its call. */
interface CallIdentity {
  /** The service's part of event names: `cloudwatch-logs`. */
  readonly service: string;
  /** The operation's name: `PutLogEvents`. */
  readonly operation: string;
  /**
   * The SDK's `amz-sdk-invocation-id`, a UUID that all attempts of one call share. Use it to join the records of a
   * call. Absent if no attempt was made.
   */
  readonly invocationId?: string | undefined;
}

/** What the service's answer says. */
interface Answer {
  /** The HTTP status. Absent if no response arrived. */
  readonly status?: number | undefined;
  /** The service's id of the request, to quote to AWS support. */
  readonly requestId?: string | undefined;
  /** S3's second id, `x-amz-id-2`, which its support asks for too. */
  readonly extendedRequestId?: string | undefined;
}

/** Lengths of bodies in bytes. Each is absent if it isn't known without reading a stream. */
interface Sizes {
  /** The request's body as it was sent, compressed if it was. */
  readonly requestBytes?: number | undefined;
  /** The request's body before it was compressed. Only if a plugin or the SDK compressed it. */
  readonly requestBytesDecoded?: number | undefined;
  /** The response's body as it was received: its `content-length`. */
  readonly responseBytes?: number | undefined;
}

/** One call, whatever its outcome. Logged at `info`, or at `error` if the call failed. */
export interface CallRecord extends CallIdentity, Answer, Sizes {
  readonly type: "call";
  /** From the call's first event to its outcome, in milliseconds on a monotonic clock. Includes retries and waiting. */
  readonly durationMs: number;
  /** How often it was sent. 0 if a handler answered it, or if it failed earlier. */
  readonly attempts: number;
  readonly error?: ErrorRecord | undefined;
}

/** One attempt of a call. Logged at `debug`. */
export interface AttemptRecord extends CallIdentity, Answer, Sizes {
  readonly type: "attempt";
  /** 1 for the first. */
  readonly attempt: number;
  readonly method: string;
  /** Where it was sent, with the port if it isn't the protocol's default. */
  readonly host: string;
  /** From sending to the parsed response, in milliseconds. For a streaming output it ends before the stream does. */
  readonly durationMs: number;
  readonly error?: ErrorRecord | undefined;
}

/** What one attempt sent and received, redacted. Logged at `trace`. */
export interface WireRecord extends CallIdentity {
  readonly type: "wire";
  readonly attempt: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: BodyRecord | undefined;
  };
  /** Absent if no response arrived. */
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: BodyRecord | undefined;
  };
}

/** The end of a streamed response, when its reader has reached the end or given up. Logged at `trace`. */
export interface StreamRecord extends CallIdentity {
  readonly type: "stream";
  readonly attempt: number;
  /** How many bytes were read. */
  readonly bytes: number;
  /** Whether that is the whole stream. */
  readonly complete: boolean;
  readonly body?: BodyRecord | undefined;
}

/** A presigned URL. Nothing was sent. Logged at `info`. */
export interface PresignedRecord extends CallIdentity {
  readonly type: "presigned";
  readonly method: string;
  /** The URL at `before-call`, redacted: before it's signed, and without what handlers of `before-sign` add. */
  readonly url: string;
}

/** Every record, told apart by `type`. A logger gets it as `{ aws: record }`. */
export type LogRecord = CallRecord | AttemptRecord | WireRecord | StreamRecord | PresignedRecord;

/** An error, without its stack. */
export interface ErrorRecord {
  /** The service's error code, or the name of the error: `NoSuchKey`, `TimeoutError`. */
  readonly name: string;
  /** Redacted, and cut after 2,000 characters. */
  readonly message: string;
  /** Node.js's code: `ECONNREFUSED`. */
  readonly code?: string | undefined;
  /** Who caused it, if the service says so. */
  readonly fault?: "client" | "server" | undefined;
  readonly cause?: ErrorRecord | undefined;
}

/** A body in a record: as text, as base64, in redacted form, or why it isn't shown. */
export type BodyRecord =
  | {
      /** The body, decoded if it was compressed. */
      readonly text: string;
      /** The encodings that were removed. */
      readonly decoded?: string | undefined;
      /** It continues after `maxBodyBytes`. */
      readonly truncated?: boolean | undefined;
    }
  | {
      /** A binary body. */
      readonly base64: string;
      readonly decoded?: string | undefined;
      readonly truncated?: boolean | undefined;
    }
  | {
      /** Instead of a body that contains a secret: the operation's input or output, with the secret replaced. */
      readonly redacted: unknown;
      readonly truncated?: boolean | undefined;
    }
  | {
      /** Why the body isn't shown. */
      readonly omitted: string;
    };
