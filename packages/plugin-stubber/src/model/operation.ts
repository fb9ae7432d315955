import { type Shape, shapeOf } from "./shape.js";

/** An operation of the service's model. */
export interface Operation {
  /** `GetObject` */
  readonly name: string;
  readonly input: Shape;
  readonly output: Shape;
  /** `GET`, if the operation is bound to HTTP. */
  readonly method: string | undefined;
  /** The status of a success, or 200 if the model has none. */
  readonly successStatus: number;
}

const known = new WeakMap<object, Operation>();

/** Reads an operation's static schema, [9, namespace, name, traits, input, output]. `undefined` for any other value. */
export function operationOf(schema: unknown): Operation | undefined {
  if (!Array.isArray(schema) || schema[0] !== 9) return undefined;
  let operation = known.get(schema);
  if (operation === undefined) {
    const [, , name, traits, input, output] = schema;
    const http: unknown = typeof traits === "object" && traits !== null ? traits["http"] : undefined;
    const [method, , status] = Array.isArray(http) ? http : [];
    operation = {
      name: String(name),
      input: shapeOf(input ?? "unit"),
      output: shapeOf(output ?? "unit"),
      method: typeof method === "string" ? method : undefined,
      successStatus: typeof status === "number" ? status : 200,
    };
    known.set(schema, operation);
  }
  return operation;
}

/** The output's member that is an event stream: its name and the union of its events. */
export function eventStreamOf(output: Shape): readonly [name: string, events: Shape] | undefined {
  for (const entry of output.members) if (entry[1].kind === "union" && entry[1].isStream) return entry;
  return undefined;
}
