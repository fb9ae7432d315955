import type { Body, ClientLike, Headers, HttpRequest, HttpResponse } from "../http/sdk-shapes.js";

/** The operation: its names and members, as far as SDK v3's schemas describe it. botocore's `OperationModel`. */
export interface OperationModel {
  /** The operation's name: `PutMetricData`. */
  readonly name: string;
  /** The SDK's `serviceId`: `CloudWatch Logs`. */
  readonly serviceId: string;
  /** The service's name in event names: `cloudwatch-logs`. */
  readonly serviceName: string;
  /** The names of the input's members. Empty for a client without schemas. */
  readonly inputMembers: readonly string[];
  /** The names of the output's members. Empty for a client without schemas. */
  readonly outputMembers: readonly string[];
  /** A copy of parameters with sensitive values masked, as the service's model marks them. The SDK's `inputFilterSensitiveLog`. */
  redactInput(params: object): unknown;
  /** A copy of an output with sensitive values masked, as the service's model marks them. The SDK's `outputFilterSensitiveLog`. */
  redactOutput(parsed: object): unknown;
}

/**
 * The call's own object: what one handler puts there, the later ones find. It starts with the values that you gave
 * `withContext`. Concurrent calls never share it. Augment this interface for typed keys.
 */
export interface CallContext {
  [key: string]: unknown;
}

/** A request that was sent. It's read-only, since a change would come too late. */
export interface SentRequest extends Readonly<Omit<HttpRequest, "query" | "headers">> {
  readonly query: Readonly<HttpRequest["query"]>;
  readonly headers: Readonly<Headers>;
}

/** A response that has been parsed. It's read-only, since a change would come too late. */
export interface ReceivedResponse extends Readonly<Omit<HttpResponse, "headers">> {
  readonly headers: Readonly<Headers>;
}

/**
 * The fields of each event's payload, besides `eventName`, for an operation's input and output. You can change the members
 * of a field in place, unless its type is read-only all the way down.
 */
export interface EventPayloads<
  Input extends object = Params,
  Output extends object = Parsed,
  Context extends CallContext = CallContext,
> {
  /**
   * A session is about to make a client. Use it to add members to the client's class or to change its configuration.
   * Handlers must be synchronous.
   */
  "creating-client-class": {
    /** The class that you asked the session for. */
    readonly clientClass: abstract new (
      ...args: never
    ) => ClientLike;
    /** Members to add to the client's class. Methods get the client as `this`. */
    readonly attributes: Record<string, unknown>;
    /** The configuration of the new client. Change it in place. */
    readonly config: Record<string, unknown>;
  };
  /**
   * A call begins. Use it to set or replace parameters. The caller's command doesn't change. Emitted for presigned URLs too.
   */
  "provide-client-params": {
    /**
     * A copy of the command's parameters, with nested objects and arrays. Bodies, bytes and class instances are the
     * caller's own. Change the parameters in place, or return new ones.
     */
    readonly params: Input;
    readonly model: OperationModel;
    readonly context: Context;
  };
  /** Right after `provide-client-params`, with the parameters as they are then. The SDK hasn't validated them yet. */
  "before-parameter-build": {
    /** The call's parameters. Change them in place. */
    readonly params: Input;
    readonly model: OperationModel;
    readonly context: Context;
  };
  /**
   * The SDK is about to resolve the call's endpoint, before it serializes the parameters. Handlers must be synchronous.
   */
  "before-endpoint-resolution": {
    /** SDK v3's endpoint parameters (`Region`, `UseFIPS`, `Endpoint`, ...). Change them in place. */
    readonly builtins: Record<string, unknown>;
    /** The call's parameters. */
    readonly params: Readonly<Input>;
    readonly model: OperationModel;
    readonly context: Context;
  };
  /**
   * The request is serialized, but not yet compressed, measured, checksummed or signed, so you can replace any body. Return
   * a response to answer the call without sending it. With S3's `followRegionRedirects` it's emitted again for the other
   * region.
   */
  "before-call": {
    /** The serialized request. Change it in place. */
    readonly request: HttpRequest;
    readonly model: OperationModel;
    readonly context: Context;
  };
  /** An attempt begins: the first one or a retry. Each gets its own copy of the request as the SDK made it. */
  "request-created": {
    /** This attempt's own copy of the request. Change it in place. */
    readonly request: HttpRequest;
    /** The operation's name: `PutMetricData`. */
    readonly operationName: string;
    readonly context: Context;
  };
  /** The attempt is about to be signed, and the SDK has chosen how. Use it to sign differently, or not at all. */
  "choose-signer": {
    /** The service's name in signatures: `monitoring` for CloudWatch. */
    readonly signingName: string | undefined;
    /** The region in the signature. */
    readonly region: string | undefined;
    /** The id of the auth scheme that the SDK chose: `aws.auth#sigv4`. */
    readonly signatureVersion: string | undefined;
    /** Set its members to sign this attempt with other credentials, or for another region or service. */
    readonly signing: SigningOptions;
    readonly context: Context;
  };
  /**
   * The last event before the request is signed. Headers and query parameters that you set here are signed, in presigned
   * URLs too. You can replace the body unless it has a checksum already; then use `before-call`.
   */
  "before-sign": {
    /** This attempt's own copy of the request. Change it in place. */
    readonly request: HttpRequest;
    /** The service's name in signatures: `monitoring` for CloudWatch. */
    readonly signingName: string | undefined;
    /** The region in the signature. */
    readonly region: string | undefined;
    /** The id of the auth scheme that signs: `aws.auth#sigv4`, `smithy.api#noAuth`. */
    readonly signatureVersion: string | undefined;
    /** Set its members to sign this attempt with other credentials, or for another region or service. */
    readonly signing: SigningOptions;
    /** The operation's name: `PutMetricData`. */
    readonly operationName: string;
    readonly context: Context;
  };
  /** The request is signed and about to be sent. Return a response to answer instead. Not emitted for a presigned URL. */
  "before-send": {
    /** The signed request. You can change where it goes, but nothing that the signature covers. */
    readonly request: HttpRequest;
    readonly context: Context;
  };
  /**
   * A response has arrived, from the network or from a `before-send` handler, and the SDK hasn't read it yet. Not emitted
   * if no response arrives.
   */
  "before-parse": {
    /** The response. Change it in place. */
    readonly response: HttpResponse;
    /** Members to set on the parsed output. */
    readonly customizedResponse: Record<string, unknown>;
    readonly model: OperationModel;
    readonly context: Context;
  };
  /** The attempt is over, with an output, a service error or no response. */
  "response-received": {
    /** The response, or `undefined` if none arrived. */
    readonly response: ReceivedResponse | undefined;
    /** The parsed output, or `undefined` for an error. Change it in place. */
    readonly parsed: Output | undefined;
    /** The service's error, or another error such as a lost connection. */
    readonly exception: unknown;
    readonly context: Context;
  };
  /**
   * An attempt was sent and its outcome is known. Return a number of seconds to ask for another attempt, even beyond the
   * SDK's limit of attempts. Return nothing to leave the decision to the SDK.
   */
  "needs-retry": {
    /** The response, or `undefined` if none arrived. */
    readonly response: ReceivedResponse | undefined;
    /** The service's error, or another error such as a lost connection. `undefined` after a success. */
    readonly exception: unknown;
    /** How many attempts were made: 1 after the first. */
    readonly attempts: number;
    /** The request that was sent. */
    readonly request: SentRequest;
    /** The request that the next attempt starts from, if there is one. Change it in place. */
    readonly nextRequest: HttpRequest;
    readonly model: OperationModel;
    readonly context: Context;
  };
  /**
   * The call has ended, after all attempts, with an output, a service error (HTTP 300 and above), or JSON that can't be
   * parsed.
   */
  "after-call": {
    /** The last response. */
    readonly httpResponse: ReceivedResponse | undefined;
    /** The parsed output, or `undefined` for a service error. Change it in place. */
    readonly parsed: Output | undefined;
    /** The service's error (HTTP 300 and above), a `SyntaxError` for JSON that can't be parsed, or `undefined`. */
    readonly error: ServiceError | undefined;
    /** How many attempts were made: 0 if a `before-call` handler answered. */
    readonly attempts: number;
    readonly model: OperationModel;
    readonly context: Context;
  };
  /**
   * The call has ended without a readable response: a lost connection, missing credentials, a body other than JSON that
   * can't be parsed, or an error that a handler threw from `request-created` on.
   */
  "after-call-error": {
    /** The error, which the caller will get. */
    readonly exception: unknown;
    /** How many attempts were made: 0 if the call failed before the first one. */
    readonly attempts: number;
    readonly context: Context;
  };
}

/** How to sign one attempt, if not as the SDK decided. botocore's `request.context["signing"]`. */
export interface SigningOptions {
  /** AWS credentials to sign with, or a function that resolves to them. Not for presigned URLs. */
  credentials?: SigningCredentials | (() => Promise<SigningCredentials>) | undefined;
  /** The region to sign for. */
  region?: string | undefined;
  /** The service's name in signatures: `monitoring` for CloudWatch. */
  service?: string | undefined;
}

/** AWS credentials, as the SDK's providers give them. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** An error that a service answered with, as the SDK throws it: a `ServiceException` of the client, by its shape. */
export interface ServiceError extends Error {
  /** Who caused it, according to the service. */
  readonly $fault?: "client" | "server";
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string; attempts?: number };
}

/** The input of an operation whose type isn't known. */
export type Params = Record<string, unknown>;

/** The output of an operation whose type isn't known. */
export type Parsed = Record<string, unknown>;

/** How a `before-call` handler answers a call. */
export interface CallResponse<Output extends object = Parsed> {
  /**
   * The operation's output. A streaming member, such as `Body` of S3's GetObject, can be a string, bytes or a stream. For a
   * status of 300 and above, `{ Error: { Code, Message } }` as in botocore.
   */
  readonly parsed: WithAnyBody<OutputMembers<Output>> | ServiceErrorOutput;
  /**
   * Set it if `parsed` has native JavaScript values instead of DynamoDB's `AttributeValue`s. The caller of a document
   * client then gets it unchanged. The output of `repeatCall` on such a client has native values.
   * @default false
   */
  readonly isNative?: boolean;
  /** The HTTP response to report. @default a status of 200 without headers */
  readonly httpResponse?: { readonly statusCode: number; readonly headers?: Readonly<Headers> };
}

/** What the SDK returns for a streaming member. */
interface StreamedBody {
  transformToByteArray(): Promise<Uint8Array>;
}

/** An output whose streaming member can be any body, which gets the SDK's methods. */
type WithAnyBody<Output> = Output extends object
  ? {
      [Name in keyof Output]: Extract<Output[Name], StreamedBody> extends never
        ? Output[Name]
        : Output[Name] | Body;
    }
  : never;

/** botocore's parsed form of a service error. */
export interface ServiceErrorOutput {
  readonly Error: { readonly Code: string; readonly Message?: string };
}

/** How a `before-send` handler answers an attempt. */
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

/** An output that a handler makes. `$metadata` is added if you leave it out. */
// Distributes over a union, of which the handler makes one member.
export type OutputMembers<Output extends object> = Output extends object
  ? Omit<Output, "$metadata"> & { readonly $metadata?: object | undefined }
  : never;

/** What a handler can return to act on the call, by event. Other events ignore the returned value. */
export interface EventResponses<Input extends object = Params, Output extends object = Parsed> {
  /** The first one replaces the parameters. Later handlers still run, with the parameters as they were. */
  "provide-client-params": Input;
  /** The first one is the call's answer. Later handlers don't run, nothing is sent, and `after-call` follows. */
  "before-call": CallResponse<Output>;
  /**
   * `UNSIGNED`, or the id of another auth scheme of the client. The first one decides how this attempt is signed. Later
   * handlers don't run.
   */
  "choose-signer": string;
  /** The first one is the attempt's HTTP response, and nothing is sent. The SDK parses it and can still retry. */
  "before-send": StubbedResponse;
  /**
   * The first one decides. A number from 0 up asks for another attempt after that many seconds. `{ retry: false }` stops,
   * even if the SDK would retry.
   */
  "needs-retry": number | { readonly retry: false };
  /** Each one replaces the output. After a service error, the call then succeeds with it. */
  "after-call": CallOutcome<Output>;
  /** The first one makes the call succeed, with it as the output. */
  "after-call-error": CallOutcome<Output>;
}
