import { CALL_VALUES } from "../binding/call.js";
import { isObject } from "../binding/sdk.js";
import type { CallContext } from "../catalogue/payloads.js";
import { describe, RegistrationError } from "../errors.js";

/**
 * A copy of a command with values for the handlers of its call. They find the values in `context`. The command itself
 * doesn't change, so you can send one command several times at once with different values.
 *
 * @throws RegistrationError `INVALID_OPTION` for a value that isn't a command, such as the input of an aggregated client's
 * method, and for values that aren't an object.
 *
 * @example
 * ```ts
 * events.register("before-sign", ({ request, context }) => {
 *   if (typeof context["tenant"] === "string") request.headers["x-tenant"] = context["tenant"];
 * });
 * await client.send(withContext(command, { tenant: "a" }));
 * ```
 */
export function withContext<Command extends { readonly resolveMiddleware: unknown }>(
  command: Command,
  values: Readonly<Partial<CallContext>>,
): Command {
  // All commands have this method, even a document client's. Inputs and clients don't.
  if (typeof (command as Partial<Command> | undefined)?.resolveMiddleware !== "function") {
    throw new RegistrationError(
      "INVALID_OPTION",
      `withContext takes a command, as client.send(withContext(command, { tenant: "a" })), not ${describe(command)}. Values in an input wouldn't reach the handlers`,
    );
  }
  if (!isObject(values)) {
    throw new RegistrationError(
      "INVALID_OPTION",
      `withContext takes an object of values, not ${describe(values)}`,
    );
  }
  const copy = cloneWith(command, values);
  // A command of the DynamoDB document client sends the plain command that it wraps.
  if ("clientCommand" in copy && isObject(copy.clientCommand)) {
    Object.assign(copy, { clientCommand: cloneWith(copy.clientCommand, values) });
  }
  return copy;
}

function cloneWith<Command extends object>(
  command: Command & { [CALL_VALUES]?: object },
  values: object,
): Command {
  const copy: Command = Object.create(
    Object.getPrototypeOf(command),
    Object.getOwnPropertyDescriptors(command),
  );
  return Object.assign(copy, { [CALL_VALUES]: { ...command[CALL_VALUES], ...values } });
}
