import type { ClientProtocol } from "../protocols/client-protocol.js";

/** The parts of an SDK v3 client that a stub uses, by shape. */
export interface SdkClient {
  readonly config: SdkConfig;
  readonly middlewareStack: MiddlewareStack;
}

/** A client's resolved configuration. */
export interface SdkConfig {
  readonly serviceId?: string;
  readonly runtime?: string;
  readonly cacheMiddleware?: boolean;
  readonly protocol?: unknown;
  readonly protocolSettings?: {
    readonly defaultNamespace?: string;
    readonly xmlNamespace?: string;
    readonly errorTypeRegistries?: readonly ErrorRegistry[];
  };
  readonly logger?: { warn?(message: string): void };
  /** SQS: the hash that the SDK checks messages with. */
  readonly md5?: unknown;
  readonly requestHandler?: RequestHandler;
}

/** The SDK's `TypeRegistry`. */
export interface ErrorRegistry {
  find(predicate: (schema: unknown) => boolean): unknown;
}

export interface RequestHandler {
  handle(request: HttpRequestLike, options?: HandlerOptions): Promise<{ readonly response: unknown }>;
  readonly metadata?: unknown;
  destroy?(): void;
}

export interface HandlerOptions {
  readonly abortSignal?: AbortSignalLike;
}

export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener?(type: "abort", listener: () => void): void;
  removeEventListener?(type: "abort", listener: () => void): void;
}

export interface HttpRequestLike {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface MiddlewareStack {
  add(middleware: Middleware, options: MiddlewareOptions): void;
  remove(middleware: Middleware): boolean;
  identify(): string[];
}

export interface MiddlewareOptions {
  readonly name: string;
  readonly step: "initialize" | "serialize" | "deserialize";
  readonly priority: "high" | "low";
}

export type Middleware = (next: Next, context: HandlerContext) => Next;
export type Next = (args: Args) => Promise<Result>;

export interface Args {
  readonly input: object;
  readonly request?: unknown;
}

export interface Result {
  readonly response: unknown;
  readonly output: object;
}

export interface HandlerContext {
  readonly commandName?: string;
  readonly __smithy_context?: {
    readonly operation?: string;
    readonly operationSchema?: unknown;
    readonly commandInstance?: unknown;
  };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** The client's protocol, or `undefined` for a client without schemas. */
export function protocolOf({ protocol }: SdkConfig): ClientProtocol | undefined {
  return isObject(protocol) && typeof protocol["getShapeId"] === "function"
    ? (protocol as unknown as ClientProtocol)
    : undefined;
}

/** Whether the value is a client: it has a stack and a configuration. */
export function isClient(value: unknown): value is SdkClient {
  if (!isObject(value)) return false;
  const { config, middlewareStack } = value;
  return isObject(config) && isObject(middlewareStack) && typeof middlewareStack["identify"] === "function";
}
