import { HandlerError } from "@tucuxi/events";
import { HEADER_VALUE, isHeaderValue } from "./header-field.js";
import type { BeforeSignEvent, ValueFunction } from "./options.js";
import type { TraceHeaders } from "./trace-source.js";

/**
 * What a user's function returns for a call. It's a promise only if the function returns one.
 *
 * @param handler The handler to name in the error.
 * @throws HandlerError `INVALID_HEADER` for a value that isn't a header's value, and whatever the function throws.
 */
export function evaluatedHeaders(
  value: ValueFunction,
  name: string,
  event: BeforeSignEvent,
  handler: unknown,
): TraceHeaders | Promise<TraceHeaders> {
  const checked = (given: unknown): TraceHeaders => {
    if (given === undefined || given === null) return {};
    if (isHeaderValue(given)) return { [name]: given };
    const shown = typeof given === "string" ? JSON.stringify(given) : `a value of type ${typeof given}`;
    throw new HandlerError(
      "INVALID_HEADER",
      { eventName: event.eventName, handler },
      `was given ${shown} for "${name}" by the function of the option "value": return ${HEADER_VALUE}, or undefined to send no header`,
    );
  };
  const given = value(event);
  return typeof given === "object" && given !== null ? Promise.resolve(given).then(checked) : checked(given);
}
