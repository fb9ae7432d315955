import { serviceEventName } from "@tucuxi/events";
import { ErrorShapes } from "../answers/error-shapes.js";
import { StubError } from "../errors.js";
import { operationOf } from "../model/operation.js";
import { CallRecord } from "../stubs/call-record.js";
import type { CallReceiver } from "./call-receiver.js";
import { warnOfMissingModel } from "./missing-model.js";
import { useOwnConfig } from "./own-config.js";
import {
  type Args,
  type HandlerContext,
  isObject,
  type Middleware,
  type MiddlewareOptions,
  type Next,
  protocolOf,
  type Result,
  type SdkClient,
} from "./sdk.js";
import { StubbedHandler } from "./stubbed-handler.js";

/** Where a call is kept in the SDK's arguments, which middlewares spread. */
const CALL: unique symbol = Symbol("tucuxi.stubber.call");

type OwnArgs = Args & { readonly [CALL]?: CallRecord };

const installations = new WeakMap<object, Installation>();

/**
 * Where stubs attach to a client: entries in its middleware stack, and stand-ins in its configuration for what a test
 * doesn't have. A client has one forever, since with `cacheMiddleware` the SDK keeps the entries.
 */
export class Installation {
  readonly client: SdkClient;
  readonly service: string;
  readonly errors: ErrorShapes;
  readonly handler: StubbedHandler;
  /** Stubs of the client's class may be there already when it gets its own. The last ones answer. */
  readonly #receivers: CallReceiver[] = [];
  #putBack: (() => void) | undefined;

  /** A client's installation. A document client shares that of the client that it wraps. */
  static of(client: SdkClient): Installation {
    let installation = installations.get(client.middlewareStack);
    if (installation === undefined) {
      installation = new Installation(client);
      installations.set(client.middlewareStack, installation);
    }
    return installation;
  }

  private constructor(client: SdkClient) {
    const { config } = client;
    this.client = client;
    this.service = serviceEventName(config.serviceId ?? "unknown");
    this.errors = new ErrorShapes(config);
    this.handler = new StubbedHandler(config, () => this.receiver);
  }

  get receiver(): CallReceiver | undefined {
    return this.#receivers.at(-1);
  }

  /** Whether the SDK keeps middlewares that were resolved without ours. */
  get isTooLate(): boolean {
    const { client } = this;
    return (
      client.config.cacheMiddleware === true &&
      !this.#wasPlaced &&
      "handlers" in client &&
      client.handlers !== undefined
    );
  }

  #wasPlaced = false;

  place(receiver: CallReceiver): void {
    if (this.isTooLate) {
      throw new StubError(
        "CLIENT_ALREADY_SENT",
        "this client has cacheMiddleware: true and has sent a command, so the SDK keeps its middlewares. Call stub(client) before the first send",
      );
    }
    this.#receivers.push(receiver);
    if (this.#receivers.length > 1) return;
    const { client } = this;
    if (protocolOf(client.config) === undefined) warnOfMissingModel();
    this.#wasPlaced = true;
    this.handler.begin(client.config.requestHandler);
    this.#putBack = useOwnConfig(client.config, this.handler);
    for (const [middleware, options] of this.#entries) client.middlewareStack.add(middleware, options);
  }

  remove(receiver: CallReceiver): void {
    this.#receivers.splice(this.#receivers.indexOf(receiver), 1);
    if (this.#receivers.length > 0) return;
    for (const [middleware] of this.#entries) this.client.middlewareStack.remove(middleware);
    this.#putBack?.();
    this.#putBack = undefined;
  }

  readonly #call: Middleware = (next, context) => async (args) => {
    const receiver = this.receiver;
    // `getSignedUrl` runs the stack with the input alone, without a command. That isn't a call.
    if (receiver === undefined || !("middlewareStack" in args)) return next(args);
    const call = this.#begin(receiver, args, context);
    const own: OwnArgs = { ...args, [CALL]: call };
    try {
      const result = await next(own);
      call.output = { ...result.output };
      return result;
    } catch (error) {
      call.error = error;
      throw error;
    } finally {
      this.handler.forget(call);
    }
  };

  readonly #params: Middleware = (next) => async (args: OwnArgs) => {
    const { [CALL]: call } = args;
    if (call !== undefined) {
      call.params = { ...args.input };
      call.wireParams = call.params;
      // The document client's parameters are compared after they are converted.
      if (!call.isDocument) this.receiver?.checkParams(call);
    }
    return next(args);
  };

  readonly #attempt: Middleware = (next, context) => async (args: OwnArgs) => {
    const receiver = this.receiver;
    const { request } = args;
    if (receiver === undefined && args[CALL] === undefined) return next(args);
    if (!isObject(request)) return next(args);
    const call = args[CALL] ?? this.#begin(receiver, args, context);
    call.wireParams = { ...args.input };
    if (call.isDocument && call.attempts.length === 0) receiver?.checkParams(call);
    this.handler.expect(request, call);
    return next(args);
  };

  /** For a client without schemas. Outputs are returned as they are, without the SDK's deserializer. */
  readonly #output: Middleware =
    (next: Next) =>
    async (args): Promise<Result> => {
      try {
        return await next(args);
      } catch (error) {
        const result = this.handler.resultOf(error);
        if (result === undefined) throw error;
        return result;
      }
    };

  readonly #entries: readonly (readonly [Middleware, MiddlewareOptions])[] = [
    [this.#call, { name: "tucuxi.stubber.call", step: "initialize", priority: "high" }],
    [this.#params, { name: "tucuxi.stubber.params", step: "serialize", priority: "high" }],
    [this.#output, { name: "tucuxi.stubber.output", step: "deserialize", priority: "high" }],
    [this.#attempt, { name: "tucuxi.stubber.attempt", step: "deserialize", priority: "low" }],
  ];

  #begin(receiver: CallReceiver | undefined, { input }: Args, context: HandlerContext): CallRecord {
    const { operation, operationSchema, commandInstance } = context.__smithy_context ?? {};
    const model = protocolOf(this.client.config) === undefined ? undefined : operationOf(operationSchema);
    const call = new CallRecord({
      service: this.service,
      operation: model?.name ?? context.commandName?.replace(/Command$/, "") ?? operation ?? "unknown",
      client: this.client,
      namespace: model === undefined ? undefined : this.client.config.protocolSettings?.defaultNamespace,
      model,
      isDocument: isDocumentCommand(commandInstance),
      params: input,
    });
    receiver?.begin(call);
    return call;
  }
}

/** A command that the document client made itself, with its marshalling. */
function isDocumentCommand(command: unknown): boolean {
  if (!isObject(command)) return false;
  const { middlewareStack } = command;
  if (!isObject(middlewareStack) || typeof middlewareStack["applyToStack"] !== "function") return false;
  let isDocument = false;
  const look = (_: unknown, options?: { readonly name?: string }): void => {
    isDocument ||= options?.name === "DocumentMarshall";
  };
  // Not `identify`, which leaves out what stands next to a client's entry.
  middlewareStack["applyToStack"]({ add: look, addRelativeTo: look, identifyOnResolve: () => false });
  return isDocument;
}
