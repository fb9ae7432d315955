import type { ClientLike, HttpRequest, HttpResponse, Logger } from "../http/sdk-shapes.js";
import type { CALL, Call } from "./call.js";

/** What travels down the stack with one call. Spread by every middleware of the SDK, so a symbol on it stays. */
export interface Args {
  readonly input: object;
  readonly request?: unknown;
  readonly [CALL]?: Call | undefined;
}

/** What comes back up. */
export interface Result {
  readonly response: unknown;
  readonly output: object;
}

export type Next = (args: Args) => Promise<Result>;

/** The SDK's handler context: one for each resolved stack, so with `cacheMiddleware` shared by calls. */
export interface HandlerContext {
  readonly commandName?: string;
  readonly clientName?: string;
  readonly logger?: Logger;
  /** Masks what the service's model marks sensitive. */
  readonly inputFilterSensitiveLog?: (input: object) => unknown;
  readonly outputFilterSensitiveLog?: (output: object) => unknown;
  readonly __smithy_context?: {
    readonly operation?: string;
    readonly operationSchema?: unknown;
    readonly commandInstance?: object;
    readonly abortSignal?: AbortSignal;
    readonly selectedHttpAuthScheme?: SelectedAuthScheme;
  };
}

/** How the SDK decided to sign: the result of its `httpAuthSchemeMiddleware`. */
interface SelectedAuthScheme {
  readonly httpAuthOption: AuthOption;
  readonly identity: unknown;
  readonly signer: Signer;
}

export interface AuthOption {
  readonly schemeId: string;
  readonly identityProperties?: Record<string, unknown>;
  readonly signingProperties?: Record<string, unknown>;
  readonly propertiesExtractor?: (
    config: object,
    context: HandlerContext,
  ) => { readonly identityProperties?: object; readonly signingProperties?: object };
}

interface Signer {
  sign(request: HttpRequest, identity: unknown, properties: object): Promise<HttpRequest>;
  errorHandler?(properties: object): (error: unknown) => never;
  successHandler?(response: unknown, properties: object): void;
}

/** The parts of a client's resolved configuration that the binding reads. */
export interface ClientConfig {
  readonly serviceId?: string;
  readonly cacheMiddleware?: boolean;
  readonly maxAttempts?: () => Promise<number>;
  readonly logger?: Logger;
  readonly region?: unknown;
  readonly credentials?: unknown;
  readonly token?: unknown;
  readonly apiKey?: unknown;
  readonly httpAuthSchemes?: readonly {
    readonly schemeId: string;
    identityProvider(config: {
      getIdentityProvider(schemeId: string): unknown;
    }): ((properties: object) => Promise<unknown>) | undefined;
    readonly signer: Signer;
  }[];
  httpAuthSchemeProvider?(parameters: object): readonly AuthOption[];
  endpointProvider?: EndpointProvider;
}

export type EndpointProvider = (parameters: Record<string, unknown>, context?: HandlerContext) => unknown;

export type Middleware = (next: Next, context: HandlerContext) => Next;

/** The SDK's `MiddlewareStack`, as far as a binding uses it. */
export interface MiddlewareStack {
  add(middleware: Middleware, options: EntryOptions): void;
  addRelativeTo(middleware: Middleware, options: EntryOptions): void;
  remove(middleware: Middleware): boolean;
  identify(): string[];
  /** Adds all entries to another stack, in their order; their options have the middleware in them. */
  applyToStack(stack: EntryReceiver): void;
}

interface EntryReceiver {
  add(middleware: Middleware, options: EntryOptions): void;
  addRelativeTo(middleware: Middleware, options: EntryOptions): void;
  identifyOnResolve(): boolean;
}

/** How an entry was added to a stack: its step or relation, and more that only the stack reads. */
export interface EntryOptions {
  readonly name?: string;
  readonly aliases?: readonly string[];
  readonly middleware?: Middleware;
}

export interface Step {
  readonly step: "initialize" | "serialize" | "finalizeRequest" | "deserialize";
  readonly priority: "high" | "low";
}

/** A client as the binding uses it. */
export interface BoundClient {
  send?(command: object, options: { readonly abortSignal: AbortSignal | undefined }): Promise<object>;
  readonly config: ClientConfig;
  readonly middlewareStack: MiddlewareStack;
}

/** The one place where a user's client, known by its public shape, becomes one with the parts that we use. */
export function boundClient(client: ClientLike): BoundClient {
  return client as unknown as BoundClient;
}

/** Whether a request is HTTP: by shape, as the SDK's `HttpRequest.isInstance`, which is not exported to us. */
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

/** Whether a response is HTTP: by shape, as the SDK's `HttpResponse.isInstance`. */
export function isHttpResponse(response: unknown): response is HttpResponse {
  return isObject(response) && typeof response["statusCode"] === "number" && isObject(response["headers"]);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
