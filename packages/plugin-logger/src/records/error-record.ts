import { MASK } from "../redaction/mask.js";
import type { SecretValues } from "../redaction/secret-values.js";
import type { ErrorRecord } from "./records.js";

const LONGEST_MESSAGE = 2000;
/**
 * How much more is read. A value that begins before the cut usually ends within this margin. If it doesn't, it's cut
 * off.
 */
const MARGIN = 500;
const LONGEST_NAME = 200;
const MOST_CAUSES = 3;
const MOST_ERRORS = 10;

/** How much of a message to hide: all of it, everything it quotes, or only known secrets. */
export type HiddenInMessage = "all" | "quotes" | "secrets";

/** An error as a record, redacted. */
export function errorRecord(
  error: unknown,
  values: SecretValues,
  hidden: HiddenInMessage,
  depth = 0,
): ErrorRecord {
  if (typeof error !== "object" || error === null) {
    return { name: "Error", message: shown("", "", String(error), values, hidden).message };
  }
  const { name, code, $fault: fault, cause } = error as Partial<Record<string, unknown>>;
  // The class comes from the client's model, and not from a service's answer, whose cause can be any object.
  const isModelled = error instanceof Error && name === error.constructor?.name;
  const redacted = shown(
    typeof name === "string" && !isModelled ? name : "Error",
    typeof code === "string" ? code : "",
    messageOf(error),
    values,
    hidden,
  );
  return {
    name: isModelled ? String(name) : redacted.name,
    code: redacted.code,
    message: redacted.message,
    fault: fault === "client" || fault === "server" ? fault : undefined,
    cause:
      cause === undefined || depth === MOST_CAUSES
        ? undefined
        : errorRecord(cause, values, hidden, depth + 1),
  };
}

/** The message is cut before it's searched, so that a service's answer can't keep the process busy. */
function shown(name: string, code: string, message: string, values: SecretValues, hidden: HiddenInMessage) {
  const isCut = message.length > LONGEST_MESSAGE + MARGIN;
  const start = isCut ? message.slice(0, LONGEST_MESSAGE + MARGIN) : message;
  const unquoted = hidden === "quotes" ? withoutQuotes(start, isCut) : start;
  const [shownName = MASK, shownCode = MASK, scrubbed = MASK] = values.scrubAll(
    [name.slice(0, LONGEST_NAME), code.slice(0, LONGEST_NAME), hidden === "all" ? "" : unquoted],
    isCut,
  ).texts;
  const isLong = scrubbed.length > LONGEST_MESSAGE || isCut;
  return {
    name: shownName,
    code: shownCode === "" ? undefined : shownCode,
    message: hidden === "all" ? MASK : isLong ? `${scrubbed.slice(0, LONGEST_MESSAGE)}...` : scrubbed,
  };
}

/** A message without the part between its first and its last quote, or up to its end if it was cut. */
function withoutQuotes(text: string, isCut: boolean): string {
  const first = text.search(/["']/);
  const last = isCut ? text.length : Math.max(text.lastIndexOf('"'), text.lastIndexOf("'")) + 1;
  return first === -1 || last - first < 2 ? text : `${text.slice(0, first)}${MASK}${text.slice(last)}`;
}

function messageOf(error: object): string {
  const { message, errors } = error as Partial<Record<string, unknown>>;
  const text = typeof message === "string" ? message : "";
  // Node.js's error for a host with several addresses, none of which answered, has no message.
  if (text !== "" || !Array.isArray(errors)) return text;
  return errors
    .slice(0, MOST_ERRORS)
    .map((each) => {
      const { message: one } = Object(each) as { readonly message?: unknown };
      return typeof one === "string" ? one : "";
    })
    .join("; ");
}
