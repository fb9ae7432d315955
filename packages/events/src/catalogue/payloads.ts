import type { Body, ClientLike, Headers, HttpRequest, HttpResponse } from "../http/sdk-shapes.js";

/** What is known of an operation: botocore's `OperationModel`, as far as SDK v3's schemas tell. */
export interface OperationModel {
  /** The operation's name: `PutMetricData`. */
  readonly name: string;
  /** The SDK's `serviceId`: `CloudWatch Logs`. */
  readonly serviceId: string;
  /** The service's part of event names: `cloudwatch-logs`. */
  readonly serviceName: string;
  /** The names of the input's members; empty for a client without schemas. */
  readonly inputMembers: readonly string[];
  /** The names of the output's members; empty for a client without schemas. */
  readonly outputMembers: readonly string[];
  /** A copy of parameters with what the service's model marks sensitive masked: the SDK's `inputFilterSensitiveLog`. */
  redactInput(params: object): unknown;
  /** A copy of an output with what the service's model marks sensitive masked: the SDK's `outputFilterSensitiveLog`. */
  redactOutput(parsed: object): unknown;
}

/**
 * One mutable object for a call: what one handler puts there, the later ones find. Shared by all events of
 * the call and never by two calls. It starts with what `withContext` gave. Augment this interface for typed keys.
 */
export interface CallContext {
  [key: string]: unknown;
}

/** A request that was sent: to be read, since nothing comes of a change to it any more. */
export interface SentRequest extends Readonly<Omit<HttpRequest, "query" | "headers">> {
  readonly query: Readonly<HttpRequest["query"]>;
  readonly headers: Readonly<Headers>;
}

/** A response that has been parsed: to be read, since nothing comes of a change to it any more. */
export interface ReceivedResponse extends Readonly<Omit<HttpResponse, "headers">> {
  readonly headers: Readonly<Headers>;
}

/**
 * The payload fields of each event, beside `eventName`, for an operation's input and output. What is readonly all the way
 * down is there to be read; of the rest the handler may change the members in place.
 */
export interface EventPayloads<Input extends object = Params, Output extends object = Parsed> {
  /**
   * A session is about to make a client: members can be added to its class, and its configuration can change. Its name
   * has two segments, type and service. Handlers must be synchronous, as making a client is.
   */
  "creating-client-class": {
    /** The class that the session was asked for. */
    readonly clientClass: abstract new (
      ...args: never
    ) => ClientLike;
    /** Members to add to the client's class: methods get the client as `this`. */
    readonly attributes: Record<string, unknown>;
    /** The configuration that the client will be made with, to be changed in place. */
    readonly config: Record<string, unknown>;
  };
  /**
   * A call begins. Emitted for presigned URLs too. What a handler sets or returns is what is sent; the command that the
   * caller made is not changed.
   */
  "provide-client-params": {
    /** The call's parameters, to be changed in place (a shallow copy: the command keeps its own) or replaced by returning new ones. */
    readonly params: Input;
    readonly model: OperationModel;
    readonly context: CallContext;
  };
  /**
   * Right after `provide-client-params`, with the parameters that it may have replaced. The SDK has not looked at them.
   */
  "before-parameter-build": {
    /** The call's parameters, to be changed in place. */
    readonly params: Input;
    readonly model: OperationModel;
    readonly context: CallContext;
  };
  /**
   * The SDK is about to resolve the endpoint of the call by its rules, before it serializes the parameters. The name has
   * two segments, type and service. Handlers must be synchronous, as the SDK is here.
   */
  "before-endpoint-resolution": {
    /** SDK v3's endpoint parameters (`Region`, `UseFIPS`, `Endpoint`, ...), to be changed in place. */
    readonly builtins: Record<string, unknown>;
    /** The call's parameters. */
    readonly params: Readonly<Input>;
    readonly model: OperationModel;
    readonly context: CallContext;
  };
  /**
   * The request is serialized. The SDK is going to compress, measure, checksum and sign it, so here a body can be replaced
   * whatever the operation. With S3's `followRegionRedirects` it is emitted again for the other region.
   */
  "before-call": {
    /** The serialized request, before the SDK compresses, measures, checksums and signs it; to be changed in place. */
    readonly request: HttpRequest;
    readonly model: OperationModel;
    readonly context: CallContext;
  };
  /**
   * An attempt begins: the first one or a retry. Each has a copy of the request as the SDK made it, so what a handler
   * does, it does once for each.
   */
  "request-created": {
    /** This attempt's own copy of the request, to be changed in place. */
    readonly request: HttpRequest;
    /** The operation: `PutMetricData`. */
    readonly operationName: string;
    readonly context: CallContext;
  };
  /** The attempt is about to be signed, and the SDK has chosen how. */
  "choose-signer": {
    /** The service's name in signatures: `monitoring` for CloudWatch. */
    readonly signingName: string | undefined;
    /** The region that the request is signed for. */
    readonly region: string | undefined;
    /** The id of the auth scheme that the SDK chose: `aws.auth#sigv4`. */
    readonly signatureVersion: string | undefined;
    /** To sign this attempt with other credentials, or for another region or service: set what is to be different. */
    readonly signing: SigningOptions;
    readonly context: CallContext;
  };
  /**
   * The last moment before the request is signed. Headers and query parameters that are set here are signed, also those of
   * a presigned URL. A body can be replaced where no checksum of it was computed; where one was, do that in `before-call`.
   */
  "before-sign": {
    /** This attempt's own copy of the request, to be changed in place. */
    readonly request: HttpRequest;
    /** The service's name in signatures: `monitoring` for CloudWatch. */
    readonly signingName: string | undefined;
    /** The region that the request is signed for. */
    readonly region: string | undefined;
    /** The id of the auth scheme that signs: `aws.auth#sigv4`, `smithy.api#noAuth`. */
    readonly signatureVersion: string | undefined;
    /** To sign this attempt with other credentials, or for another region or service: set what is to be different. */
    readonly signing: SigningOptions;
    /** The operation: `PutMetricData`. */
    readonly operationName: string;
    readonly context: CallContext;
  };
  /** The request is signed and about to go out. Not emitted for a presigned URL, which sends nothing. */
  "before-send": {
    /** The signed request. What the signature covers can be changed no more; where it goes to can. */
    readonly request: HttpRequest;
    readonly context: CallContext;
  };
  /**
   * A response has come, from the network or from a handler of `before-send`, and the SDK has not read it yet. Where
   * none came, this event does not either.
   */
  "before-parse": {
    /** The response from the network, to be changed in place. */
    readonly response: HttpResponse;
    /** Members to set on the parsed output. */
    readonly customizedResponse: Record<string, unknown>;
    readonly model: OperationModel;
    readonly context: CallContext;
  };
  /** The attempt is over: with an output, with the service's error, or without a response. */
  "response-received": {
    /** The response, or `undefined` where none came. */
    readonly response: ReceivedResponse | undefined;
    /** The parsed output, to be changed in place, or `undefined` for an error. */
    readonly parsed: Output | undefined;
    /** The service's error, or what went wrong on the way. */
    readonly exception: unknown;
    readonly context: CallContext;
  };
  /**
   * The outcome of an attempt that was sent is known. The SDK's own retries go on whatever handlers return: a number
   * asks for another attempt where the SDK would not make one, also beyond its limit of attempts.
   */
  "needs-retry": {
    /** The response, or `undefined` where none came. */
    readonly response: ReceivedResponse | undefined;
    /** The service's error, or what went wrong on the way; `undefined` after a success. */
    readonly exception: unknown;
    /** How many attempts there were: 1 after the first. */
    readonly attempts: number;
    /** The request that was sent. */
    readonly request: SentRequest;
    /** The request that the next attempt starts from, whoever asks for it; to be changed in place. */
    readonly nextRequest: HttpRequest;
    readonly model: OperationModel;
    readonly context: CallContext;
  };
  /**
   * The call has ended with an output, or with an error of the service (HTTP 300 and above), after all of its attempts.
   */
  "after-call": {
    /** The response that the call ended with. */
    readonly httpResponse: ReceivedResponse | undefined;
    /** The parsed output, to be changed in place, or `undefined` for a service error. */
    readonly parsed: Output | undefined;
    /** The service's error (HTTP 300 and above), or `undefined`. */
    readonly error: ServiceError | undefined;
    /** How many attempts there were; 0 where a handler of `before-call` answered. */
    readonly attempts: number;
    readonly model: OperationModel;
    readonly context: CallContext;
  };
  /**
   * The call has ended without a response that could be read: a connection failure, missing credentials, a body that cannot
   * be parsed, or what a handler threw from `request-created` on.
   */
  "after-call-error": {
    /** What went wrong: a connection failure, a body that cannot be parsed, what a handler threw. */
    readonly exception: unknown;
    /** How many attempts there were; 0 where the call failed before the first one. */
    readonly attempts: number;
    readonly context: CallContext;
  };
}

/** How one attempt is signed, where that is not as the SDK decided. botocore's `request.context["signing"]`. */
export interface SigningOptions {
  /** Whom to sign as: AWS credentials, or a function that resolves to them. Not for presigned URLs. */
  credentials?: SigningCredentials | (() => Promise<SigningCredentials>) | undefined;
  /** The region to sign for. */
  region?: string | undefined;
  /** The service's name in signatures: `monitoring` for CloudWatch. */
  service?: string | undefined;
}

/** AWS credentials, as the SDK's providers resolve to them. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** An error that a service answered with, as the SDK throws it: a `ServiceException` of the client, by its shape. */
export interface ServiceError extends Error {
  /** Whose fault the service says it is. */
  readonly $fault?: "client" | "server";
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string; attempts?: number };
}

/** Input of an operation of which no type is known. */
export type Params = Record<string, unknown>;

/** Output of an operation of which no type is known. */
export type Parsed = Record<string, unknown>;

/** What a `before-call` handler answers a call with. */
export interface CallResponse<Output extends object = Parsed> {
  /** The low-level operation's output; for a status of 300 and above `{ Error: { Code, Message } }`, as in botocore. */
  readonly parsed: OutputMembers<Output> | ServiceErrorOutput;
  /**
   * The output has native values where the low-level operation has `AttributeValue`s: a DynamoDB document client's caller
   * gets it as it is. So do the outputs of `repeatCall` on such a client.
   * @default false
   */
  readonly isNative?: boolean;
  /** The HTTP response to report. @default a status of 200 without headers */
  readonly httpResponse?: { readonly statusCode: number; readonly headers?: Readonly<Headers> };
}

/** botocore's parsed form of a service error. */
export interface ServiceErrorOutput {
  readonly Error: { readonly Code: string; readonly Message?: string };
}

/** What a `before-send` handler answers an attempt with. */
export interface StubbedResponse {
  readonly statusCode: number;
  readonly reason?: string;
  readonly headers?: Readonly<Headers>;
  readonly body?: Body;
}

/** What an `after-call` or `after-call-error` handler returns to replace the call's outcome. */
export interface CallOutcome<Output extends object = Parsed> {
  readonly parsed: OutputMembers<Output>;
}

/** An output as a handler makes it: `$metadata` is added where it is left out. */
// For each member of a union, of which the handler makes one.
export type OutputMembers<Output extends object> = Output extends object
  ? Omit<Output, "$metadata"> & { readonly $metadata?: object | undefined }
  : never;

/** What a handler may return to act on the call, by event; for the others a returned value is ignored. */
export interface EventResponses<Input extends object = Params, Output extends object = Parsed> {
  /** The first one replaces the parameters. Later handlers still run, and see them as they were before. */
  "provide-client-params": Input;
  /** The first one is the answer: later handlers do not run, nothing is sent, and `after-call` follows. */
  "before-call": CallResponse<Output>;
  /**
   * `UNSIGNED`, or the id of another auth scheme of the client. The first one decides how this attempt is signed, and
   * later handlers do not run.
   */
  "choose-signer": string;
  /** The first one is the attempt's HTTP response, and nothing is sent. The SDK parses it, and may retry. */
  "before-send": StubbedResponse;
  /**
   * The first one decides: a number of seconds to wait before another attempt, 0 and more; `{ retry: false }` for no other
   * attempt, also where the SDK would make one.
   */
  "needs-retry": number | { readonly retry: false };
  /** Each one replaces the output, or recovers from the error: the call succeeds with it. */
  "after-call": CallOutcome<Output>;
  /** The first one recovers from the error: the call succeeds with it. */
  "after-call-error": CallOutcome<Output>;
}
