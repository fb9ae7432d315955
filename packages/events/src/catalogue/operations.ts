import type { Params, Parsed } from "./payloads.js";

/** An operation's input and output. */
export interface OperationTypes {
  readonly input: object;
  readonly output: object;
}

/**
 * A method of an aggregated client (`CloudWatch["putMetricData"]`) with its three overloads. Inference pairs overloads
 * starting with the last one, so the extra overload that some methods have doesn't matter.
 */
interface OperationMethod<Input, Output> {
  (args: Input, options?: never): Promise<Output>;
  (args: Input, callback: never): void;
  (args: Input, options: never, callback: never): void;
}

type TypesOf<Method> =
  Method extends OperationMethod<infer Input extends object, infer Output extends object>
    ? { readonly input: Input; readonly output: Output }
    : never;

/** The other members of an aggregated client. Listed by name, since checking the type of every method takes a second. */
type NoOperation =
  | "config"
  | "destroy"
  | "initConfig"
  | "middlewareStack"
  | "send"
  | `paginate${string}`
  | `waitUntil${string}`;

/**
 * The methods of `DynamoDBDocument` whose operations have another name. Events have the operation's name, since the
 * document client shares the plain client's middleware stack.
 */
export interface DocumentMethods {
  readonly batchGet: "BatchGetItem";
  readonly batchWrite: "BatchWriteItem";
  readonly delete: "DeleteItem";
  readonly get: "GetItem";
  readonly put: "PutItem";
  readonly transactGet: "TransactGetItems";
  readonly transactWrite: "TransactWriteItems";
  readonly update: "UpdateItem";
}

type OperationOf<Service, Method extends string> =
  Service extends Readonly<Record<keyof DocumentMethods, unknown>>
    ? Method extends keyof DocumentMethods
      ? DocumentMethods[Method]
      : Capitalize<Method>
    : Capitalize<Method>;

/**
 * The operations of a service by name, taken from the SDK's aggregated client: `OperationsOf<CloudWatch>` has
 * `PutMetricData`. If the client's type isn't known, any name is allowed, with untyped input and output.
 */
export type OperationsOf<Service> = unknown extends Service
  ? Record<string, { readonly input: Params; readonly output: Parsed }>
  : {
      readonly [Method in Exclude<keyof Service & string, NoOperation> as OperationOf<
        Service,
        Method
      >]: TypesOf<Service[Method]>;
    };

/** The names of a service's operations: `"PutMetricData" | ...`. */
export type OperationName<Service> = keyof OperationsOf<Service> & string;
