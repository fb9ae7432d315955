import type { Body, ClientLike, HttpRequest, HttpResponse } from "./sdk-shapes.js";

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

/** The payload fields of each event, beside `eventName`, for an operation's input and output. */
export interface EventPayloads<Input extends object = Params, Output extends object = Parsed> {
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
  "provide-client-params": {
    /** The call's parameters, to be changed in place (a shallow copy: the command keeps its own) or replaced by returning new ones. */
    readonly params: Input;
    readonly model: OperationModel;
    readonly context: CallContext;
  };
  "before-parameter-build": {
    /** The call's parameters, to be changed in place. */
    readonly params: Input;
    readonly model: OperationModel;
    readonly context: CallContext;
  };
  "before-endpoint-resolution": {
    /** SDK v3's endpoint parameters (`Region`, `UseFIPS`, `Endpoint`, ...), to be changed in place. */
    readonly builtins: Record<string, unknown>;
    readonly params: Readonly<Input>;
    readonly model: OperationModel;
    readonly context: CallContext;
  };
  "before-call": {
    /** The serialized request, before the SDK compresses, measures, checksums and signs it; to be changed in place. */
    readonly request: HttpRequest;
    readonly model: OperationModel;
    readonly context: CallContext;
  };
  "request-created": {
    /** This attempt's own copy of the request, to be changed in place. */
    readonly request: HttpRequest;
    readonly operationName: string;
    readonly context: CallContext;
  };
  "choose-signer": {
    /** The service's name in signatures: `monitoring` for CloudWatch. */
    readonly signingName: string | undefined;
    readonly region: string | undefined;
    /** The id of the auth scheme that the SDK chose: `aws.auth#sigv4`. */
    readonly signatureVersion: string | undefined;
    readonly context: CallContext;
  };
  "before-sign": {
    /** This attempt's own copy of the request, to be changed in place. */
    readonly request: HttpRequest;
    readonly signingName: string | undefined;
    readonly region: string | undefined;
    /** The id of the auth scheme that signs: `aws.auth#sigv4`, `smithy.api#noAuth`. */
    readonly signatureVersion: string | undefined;
    readonly operationName: string;
    readonly context: CallContext;
  };
  "before-send": {
    /** The signed request. What the signature covers can be changed no more; where it goes to can. */
    readonly request: HttpRequest;
    readonly context: CallContext;
  };
  "before-parse": {
    /** The response from the network, to be changed in place. */
    readonly response: HttpResponse;
    /** Members to set on the parsed output. */
    readonly customizedResponse: Record<string, unknown>;
    readonly model: OperationModel;
    readonly context: CallContext;
  };
  "response-received": {
    /** The response, or `undefined` where none came. */
    readonly response: HttpResponse | undefined;
    /** The parsed output, or `undefined` for an error. */
    readonly parsed: Output | undefined;
    /** The service's error, or what went wrong on the way. */
    readonly exception: unknown;
    readonly context: CallContext;
  };
  "needs-retry": {
    readonly response: HttpResponse | undefined;
    readonly exception: unknown;
    /** How many attempts there were: 1 after the first. */
    readonly attempts: number;
    /** The request that was sent. */
    readonly request: HttpRequest;
    readonly model: OperationModel;
    readonly context: CallContext;
  };
  "after-call": {
    readonly httpResponse: HttpResponse | undefined;
    /** The parsed output, to be changed in place, or `undefined` for a service error. */
    readonly parsed: Output | undefined;
    /** The service's error (HTTP 300 and above), or `undefined`. */
    readonly error: unknown;
    readonly model: OperationModel;
    readonly context: CallContext;
  };
  "after-call-error": {
    /** What went wrong: a connection failure, a body that cannot be parsed, what a handler threw. */
    readonly exception: unknown;
    readonly context: CallContext;
  };
}

/** Input of an operation of which no type is known. */
export type Params = Record<string, unknown>;

/** Output of an operation of which no type is known. */
export type Parsed = Record<string, unknown>;

/** What a `before-call` handler answers a call with. */
export interface CallResponse<Output extends object = Parsed> {
  /** The call's output; for a status of 300 and above `{ Error: { Code, Message } }`, as in botocore. */
  readonly parsed: OutputMembers<Output> | ServiceErrorOutput;
  /** The HTTP response to report. @default a status of 200 without headers */
  readonly httpResponse?: { readonly statusCode: number; readonly headers?: Headers };
}

type Headers = Readonly<Record<string, string>>;

/** botocore's parsed form of a service error. */
export interface ServiceErrorOutput {
  readonly Error: { readonly Code: string; readonly Message?: string };
}

/** What a `before-send` handler answers an attempt with. */
export interface StubbedResponse {
  readonly statusCode: number;
  readonly reason?: string;
  readonly headers?: Headers;
  readonly body?: Body;
}

/** What an `after-call` or `after-call-error` handler returns to replace the call's outcome. */
export interface CallOutcome<Output extends object = Parsed> {
  readonly parsed: OutputMembers<Output>;
}

/** An output as a handler makes it: `$metadata` is added where it is left out. */
export type OutputMembers<Output extends object> = Omit<Output, "$metadata"> & {
  readonly $metadata?: object | undefined;
};

/** What a handler may return to act on the call, by event; for the others a returned value is ignored. */
export interface EventResponses<Input extends object = Params, Output extends object = Parsed> {
  "provide-client-params": Input;
  "before-call": CallResponse<Output>;
  /** `UNSIGNED`, or the id of another auth scheme of the client. */
  "choose-signer": string;
  "before-send": StubbedResponse;
  "needs-retry": number;
  "after-call": CallOutcome<Output>;
  "after-call-error": CallOutcome<Output>;
}
