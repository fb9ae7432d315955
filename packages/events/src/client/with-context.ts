import { CALL_VALUES } from "../binding/call.js";
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
  if (!isCommand(command)) {
    throw new RegistrationError(
      "INVALID_OPTION",
      `withContext takes a command, as client.send(withContext(new PutMetricDataCommand(input), { tenant: "a" })), not ${describe(command)}. Values in an input wouldn't reach the handlers`,
    );
  }
  if (typeof values !== "object" || values === null) {
    throw new RegistrationError(
      "INVALID_OPTION",
      `withContext takes an object of values, not ${describe(values)}`,
    );
  }
  const copy = cloneWith(command, values);
  // A command of the DynamoDB document client sends the plain command that it wraps.
  if ("clientCommand" in copy && typeof copy.clientCommand === "object" && copy.clientCommand !== null) {
    Object.assign(copy, { clientCommand: cloneWith(copy.clientCommand, values) });
  }
  return copy;
}

/** Checks for the method that all commands have, even a document client's, and that inputs and clients don't. */
function isCommand(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "resolveMiddleware" in value &&
    typeof value.resolveMiddleware === "function"
  );
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
