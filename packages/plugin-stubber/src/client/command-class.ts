import { isObject } from "./sdk.js";

/** A class of commands such as `GetObjectCommand`, by the types of its input and output. */
export interface CommandClass<Input extends object = object, Output extends object = object> {
  new (
    input: Input,
  ): {
    readonly input: Input;
    // A method, so that commands of any client fit.
    resolveMiddleware(...args: never): (...args: never) => Promise<{ readonly output: Output }>;
  };
}

/** A class of commands of any operation. */
export type AnyCommandClass = new (input: never) => { resolveMiddleware(...args: never): unknown };

/** What is known about a class of commands. */
export interface CommandFacts {
  /** `GetItem`, also for the document client's `GetCommand`. */
  readonly operation: string;
  /** It belongs to the DynamoDB document client, so it has native values. */
  readonly isDocument: boolean;
  /** `com.amazonaws.s3`, or `undefined` if the client has no schemas. */
  readonly namespace: string | undefined;
  /** The operation's static schema. */
  readonly schema: unknown;
}

export function isCommandClass(value: unknown): value is AnyCommandClass {
  if (typeof value !== "function") return false;
  const { prototype } = value as { prototype?: unknown };
  return isObject(prototype) && typeof prototype["resolveMiddleware"] === "function";
}

/** Only an instance tells its operation. Creating one sends nothing. */
export function commandFacts(command: AnyCommandClass): CommandFacts {
  const made: unknown = Reflect.construct(command, [{}]);
  const outer = isObject(made) ? made : {};
  const isDocument = isObject(outer["clientCommand"]);
  const inner = isObject(outer["clientCommand"]) ? outer["clientCommand"] : outer;
  const { schema } = inner;
  const [, namespace, name] = Array.isArray(schema) ? (schema as readonly unknown[]) : [];
  const className = inner.constructor.name;
  return {
    operation: typeof name === "string" ? name : className.replace(/Command$/, ""),
    isDocument,
    namespace: typeof namespace === "string" ? namespace : undefined,
    schema,
  };
}
