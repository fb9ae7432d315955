/** An HTTP request as it would have been sent: signed. */
export interface SentRequest {
  readonly method: string;
  /** `https://b.s3.us-east-1.amazonaws.com/k?x-id=GetObject` */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes of the body; none where there is no body. */
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
  /** `undefined` where none came: for a connection that was lost. */
  readonly response: ReceivedResponse | undefined;
}

/** A call of a stubbed client. */
export interface SentCall<
  Params = Readonly<Record<string, unknown>>,
  Output = Readonly<Record<string, unknown>>,
> {
  /** `s3`: the service's part of the names of events. */
  readonly service: string;
  /** `GetObject` */
  readonly operation: string;
  /** The parameters, as handlers of events left them: native values for a document client. */
  readonly params: Params;
  /** What the caller got; `undefined` for a call that failed or has not ended. */
  readonly output: Output | undefined;
  /** What the call failed with. */
  readonly error: unknown;
  readonly attempts: readonly Attempt[];
  /** The client that the call was made with. */
  readonly client: object;
}
