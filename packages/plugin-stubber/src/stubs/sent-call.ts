/** A signed HTTP request as it would have been sent. */
export interface SentRequest {
  readonly method: string;
  /** `https://b.s3.us-east-1.amazonaws.com/k?x-id=GetObject` */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as bytes. Without a body it's empty. */
  readonly body: Uint8Array;
}

/** An HTTP response as a stub gave it. */
export interface ReceivedResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** One attempt of a call: the first one, or a retry of the SDK. */
export interface Attempt {
  readonly request: SentRequest;
  /** `undefined` if none arrived, for a lost connection. */
  readonly response: ReceivedResponse | undefined;
}

/** A call of a stubbed client. */
export interface SentCall<
  Params = Readonly<Record<string, unknown>>,
  Output = Readonly<Record<string, unknown>>,
> {
  /** The service's part of event names: `s3`. */
  readonly service: string;
  /** `GetObject` */
  readonly operation: string;
  /** The parameters as event handlers left them. With a document client, they are native values. */
  readonly params: Params;
  /** What the caller got. `undefined` if the call failed or hasn't ended. */
  readonly output: Output | undefined;
  /** The call's error. */
  readonly error: unknown;
  readonly attempts: readonly Attempt[];
  /** The client that the call was made with. */
  readonly client: object;
}
