import type { Params, Parsed } from "./payloads.js";

/** An operation's input and output. */
export interface OperationTypes {
  readonly input: object;
  readonly output: object;
}

/**
 * A method of an aggregated client (`CloudWatch["putMetricData"]`) as its three overloads. Inference pairs the
 * overloads of both sides from the last one back, so the optional-input overload of some methods does no harm.
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

/** What else an aggregated client has: it is told by name, since to look at the type of every method costs a second. */
type NoOperation =
  | "config"
  | "destroy"
  | "initConfig"
  | "middlewareStack"
  | "send"
  | `paginate${string}`
  | `waitUntil${string}`;

/**
 * The methods of `DynamoDBDocument` that are named otherwise than the operations which they call. The document client
 * shares the middleware stack of the plain one, so its events bear the names of these.
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
 * The operations of a service by name, from the SDK's aggregated client: `OperationsOf<CloudWatch>` has
 * `PutMetricData`. Where no client type is known, any name with untyped input and output.
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
