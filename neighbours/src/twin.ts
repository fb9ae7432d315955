import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { getContentLengthPlugin } from "@smithy/core/protocols";
import { getRetryPlugin } from "@smithy/core/retry";
import type { Inspector } from "@tucuxi/inspector";
import { ending, onTheWire } from "./compare.js";
import { eventsOf } from "./published.js";
import { type Middleware, type Stack, stackOf } from "./stack.js";
import { KEPT, type Operation } from "./stack-operations.js";

type Does = Extract<Operation, { op: "add" }>["does"];

/** A client, with or without Tucuxi, that takes the steps of a walk. Each step's result is compared with the twin's. */
export class Twin {
  readonly #client: LambdaClient;
  readonly #inspector: Inspector;
  readonly #stack: Stack;
  /** Whether this is the twin with Tucuxi. */
  #isAttached: boolean;
  readonly #registrations: (() => unknown)[] = [];
  /** The middlewares of the walk that the last call went through. */
  readonly #ran: number[] = [];
  #copy: Stack;
  #added = 0;

  constructor(client: LambdaClient, inspector: Inspector, isAttached: boolean) {
    this.#client = client;
    this.#inspector = inspector;
    this.#isAttached = isAttached;
    this.#stack = stackOf(client);
    this.#copy = this.#stack.clone();
    if (isAttached) eventsOf(client);
  }

  /** Takes one step. @returns what its caller would see, and the order of all middlewares except ours after it. */
  async take(operation: Operation): Promise<unknown> {
    const outcome = await ending((async () => this.#perform(operation))());
    return { outcome, stack: others(this.#stack), copy: others(this.#copy) };
  }

  /** Detaches from the client. @returns its middlewares. None of them may be ours. */
  detach(): string[] {
    if (this.#isAttached) eventsOf(this.#client).detach();
    this.#registrations.length = 0;
    // You can attach to such a client only before its first call.
    if (this.#client.config.cacheMiddleware === true) this.#isAttached = false;
    return this.#stack.identify();
  }

  #perform(operation: Operation): unknown {
    switch (operation.op) {
      case "add": {
        const { op, does, ...options } = operation;
        return this.#stack.add(this.#middleware(does), options);
      }
      case "addRelativeTo": {
        const { op, does, ...options } = operation;
        return this.#stack.addRelativeTo(this.#middleware(does), options);
      }
      case "use":
        return this.#use(this.#stack, operation.plugin);
      case "remove by name":
        return this.#stack.remove(operation.name);
      case "remove by reference": {
        const references = referencesIn(this.#stack);
        const reference = references[operation.at % references.length];
        return reference === undefined ? undefined : this.#stack.remove(reference);
      }
      case "removeByTag":
        return this.#stack.removeByTag(operation.tag);
      case "clone":
        this.#copy = this.#stack.clone();
        return undefined;
      case "concat": {
        const other = stackOf(new InvokeCommand(INPUT));
        other.add(this.#middleware(operation.does), { step: operation.step });
        this.#copy = this.#stack.concat(other);
        return undefined;
      }
      case "call": {
        const command = new InvokeCommand(INPUT);
        if (operation.plugin !== null) this.#use(stackOf(command), operation.plugin);
        return this.#watch(() => this.#client.send(command));
      }
      case "call through the copy": {
        const command = new InvokeCommand(INPUT);
        return this.#watch(async () => {
          const { output } = await resolved(command, this.#copy, this.#client.config)(command);
          return output;
        });
      }
      case "register":
        if (this.#isAttached) {
          this.#registrations.push(eventsOf(this.#client).register(operation.pattern as "*", () => {}));
        }
        return undefined;
      case "unregister":
        this.#registrations.splice(operation.at, 1)[0]?.();
        return undefined;
      case "detach":
        return this.detach();
    }
  }

  /** Makes a call. @returns its outcome, the middlewares that it passed and what was sent. */
  async #watch(call: () => Promise<unknown>): Promise<unknown> {
    this.#inspector.clear();
    this.#inspector.respond("500", "200");
    this.#ran.length = 0;
    const end = await ending((async () => call())());
    return {
      end,
      ran: [...this.#ran],
      requests: this.#inspector.requests.map((request) => onTheWire(request)),
    };
  }

  #use(stack: Stack, plugin: string): void {
    const { config } = this.#client;
    if (plugin === "retry") stack.use(getRetryPlugin(config) as { applyToStack(stack: Stack): void });
    else if (plugin === "content length") {
      stack.use(getContentLengthPlugin(config) as { applyToStack(stack: Stack): void });
    } else {
      const [first, second] = [this.#middleware("passes"), this.#middleware("sets a header")];
      stack.use({
        applyToStack(to) {
          to.add(first, { step: "build", name: "mine", override: true });
          to.add(second, { step: "build", priority: "low" });
        },
      });
    }
  }

  /** A middleware of the walk, with the same number in both twins. */
  #middleware(does: Does): Middleware {
    const number = this.#added++;
    return (next) => (args) => {
      this.#ran.push(number);
      if (does === "throws") return Promise.reject(new Error(`thrown by ${number}`));
      if (does === "answers") {
        return Promise.resolve({ response: {}, output: { $metadata: {}, StatusCode: number } });
      }
      const { input, request } = args as Args;
      if (does === "changes the input") {
        return next({ ...args, input: { ...input, FunctionName: `${input.FunctionName}-${number}` } });
      }
      if (does === "sets a header" && request?.headers !== undefined) request.headers["x-walk"] = `${number}`;
      return next(args);
    };
  }
}

interface Args {
  readonly input: { readonly FunctionName: string };
  readonly request?: { readonly headers?: Record<string, string> };
}

const INPUT = { FunctionName: "f", Payload: "{}" };

/** All middlewares except ours, in running order. */
function others(stack: Stack): string[] {
  return stack.identify().filter((entry) => !entry.startsWith("tucuxi."));
}

/** Resolves a command's stack as `client.send` does. */
function resolved(
  command: object,
  stack: Stack,
  config: object,
): (args: object) => Promise<{ output: unknown }> {
  return (
    command as {
      resolveMiddleware(
        stack: Stack,
        config: object,
        options: object,
      ): (args: object) => Promise<{ output: unknown }>;
    }
  ).resolveMiddleware(stack, config, {});
}

/** The middlewares that a walk may remove, in the order in which they were added. Ours aren't among them. */
function referencesIn(stack: Stack): Middleware[] {
  const references: Middleware[] = [];
  const collect = (middleware: Middleware, { name }: { name?: string }): void => {
    if (!KEPT.includes(name) && !name?.startsWith("tucuxi.")) references.push(middleware);
  };
  stack.applyToStack(Object.assign(stack.clone(), { add: collect, addRelativeTo: collect }));
  return references;
}
