import type { ClientLike, HttpRequest, HttpResponse, Logger } from "../http/sdk-shapes.js";

/** What travels down the stack with one call. Every middleware of the SDK spreads it, so a symbol on it stays. */
export interface Args {
  readonly input: object;
  readonly request?: unknown;
}

/** What comes back up. Other middlewares answer with outputs of any kind, or without one. */
export interface Result {
  readonly response: unknown;
  readonly output?: unknown;
}

export type Next = (args: Args) => Promise<Result>;

/**
 * The SDK's handler context. Each resolved stack has one, so with `cacheMiddleware` calls share it. The SDK's own
 * middlewares use it to tell each other what they decided.
 */
export interface HandlerContext {
  readonly commandName?: string;
  readonly clientName?: string;
  readonly logger?: Logger;
  /** Masks what the service's model marks as sensitive. */
  readonly inputFilterSensitiveLog?: (input: object) => unknown;
  readonly outputFilterSensitiveLog?: (output: object) => unknown;
  /** Set by `endpointV2Middleware`, read by the serializer and by signers. */
  endpointV2?: Endpoint;
  authSchemes?: readonly EndpointAuthScheme[] | undefined;
  /** Set by `endpointV2Middleware`, read by presigners. */
  signing_region?: string | undefined;
  signing_service?: string | undefined;
  readonly __smithy_context?: {
    readonly operation?: string;
    readonly operationSchema?: unknown;
    readonly commandInstance?: object;
    readonly abortSignal?: AbortSignal;
    /** Set by `httpAuthSchemeMiddleware`, read by `httpSigningMiddleware`. */
    selectedHttpAuthScheme?: SelectedAuthScheme | undefined;
  };
}

/** Where a call goes, as the service's rules resolved it. */
export interface Endpoint {
  readonly url: URL;
  readonly headers?: Record<string, string[]>;
  readonly properties?: { readonly authSchemes?: readonly EndpointAuthScheme[] };
}

/** How a service's endpoint rules want requests to be signed. */
interface EndpointAuthScheme {
  readonly name: string;
  readonly signingName?: string;
  readonly signingRegion?: string;
  readonly signingRegionSet?: readonly string[];
  readonly properties?: object;
}

/** How the SDK decided to sign, which is the result of its `httpAuthSchemeMiddleware`. */
export interface SelectedAuthScheme {
  readonly httpAuthOption: AuthOption;
  readonly identity: unknown;
  readonly signer: Signer;
}

export interface AuthOption {
  readonly schemeId: string;
  readonly identityProperties?: Record<string, unknown>;
  signingProperties?: Record<string, unknown>;
  readonly propertiesExtractor?: (
    config: object,
    context: HandlerContext,
  ) => { readonly identityProperties?: object; readonly signingProperties?: object };
}

export interface Signer {
  sign(request: HttpRequest, identity: unknown, properties: object): Promise<HttpRequest>;
}

/** The parts of a client's resolved configuration that the binding reads. It writes none. */
export interface ClientConfig {
  readonly serviceId?: string;
  readonly cacheMiddleware?: boolean;
  readonly maxAttempts?: () => Promise<number>;
  readonly logger?: Logger;
  readonly region?: unknown;
  readonly credentials?: unknown;
  readonly token?: unknown;
  readonly apiKey?: unknown;
  /** How many milliseconds the SDK's clock is behind the service's. */
  systemClockOffset?: number;
  /** Makes a signer with the client's credentials. */
  readonly signer?: (authScheme?: object) => Promise<object>;
  readonly signingEscapePath?: boolean;
  readonly httpAuthSchemes?: readonly {
    readonly schemeId: string;
    identityProvider(config: {
      getIdentityProvider(schemeId: string): unknown;
    }): ((properties: object) => Promise<unknown>) | undefined;
    readonly signer: Signer;
  }[];
  httpAuthSchemeProvider?(parameters: object): readonly AuthOption[];
  readonly endpointProvider?: EndpointProvider;
  readonly [parameter: string]: unknown;
}

type EndpointProvider = (parameters: Record<string, unknown>, context?: HandlerContext) => Endpoint;

export type Middleware = (next: Next, context: HandlerContext) => Next;

/** The parts of the SDK's `MiddlewareStack` that a binding uses. */
export interface MiddlewareStack {
  add(middleware: Middleware, options: AbsolutePlace & { readonly name: string }): void;
  addRelativeTo(middleware: Middleware, options: RelativePlace & { readonly name: string }): void;
  remove(middleware: Middleware): boolean;
  identify(): string[];
  /** Adds all entries to another stack, in their order. */
  applyToStack(stack: EntryReceiver): void;
}

/** What a stack copies its entries to. */
export interface EntryReceiver {
  add(middleware: Middleware, options: EntryOptions): void;
  addRelativeTo(middleware: Middleware, options: EntryOptions): void;
  identifyOnResolve(): boolean;
}

/** The options of an entry in a stack, as far as they are read here. */
export interface EntryOptions {
  readonly name?: string;
  readonly aliases?: readonly string[];
  readonly relation?: "before" | "after";
  readonly toMiddleware?: string;
}

/** A place in the stack by step and priority. */
export interface AbsolutePlace {
  readonly step: "initialize" | "serialize" | "finalizeRequest" | "deserialize";
  readonly priority: "high" | "low";
}

/** A place in the stack next to another entry. */
export interface RelativePlace {
  readonly relation: "before" | "after";
  readonly toMiddleware: string;
}

/** A client as the binding uses it. */
export interface BoundClient {
  send?(command: object, options: { readonly abortSignal: AbortSignal | undefined }): Promise<object>;
  readonly config: ClientConfig;
  readonly middlewareStack: MiddlewareStack;
}

/** The only place that converts a user's client, known by its public shape, to one with the parts used here. */
export function boundClient(client: ClientLike): BoundClient {
  return client as unknown as BoundClient;
}

/** Whether a request is HTTP, by shape. The SDK's `HttpRequest.isInstance` does the same, but isn't exported to us. */
export function isHttpRequest(request: unknown): request is HttpRequest {
  return (
    isObject(request) &&
    "method" in request &&
    "protocol" in request &&
    "hostname" in request &&
    "path" in request &&
    isObject(request["query"]) &&
    isObject(request["headers"])
  );
}

/** Whether a response is HTTP, by shape, like the SDK's `HttpResponse.isInstance`. */
export function isHttpResponse(response: unknown): response is HttpResponse {
  return isObject(response) && typeof response["statusCode"] === "number" && isObject(response["headers"]);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
