import type { ErrorRecord } from "./records.js";
import { MASK } from "./secret-names.js";
import type { Secrets } from "./secrets.js";

const LONGEST_MESSAGE = 2000;
const MOST_CAUSES = 3;

/** What is hidden of a message: all, whatever it quotes, or only the secrets that are known. */
export type HiddenInMessage = "all" | "quotes" | "secrets";

/** An error as a record, redacted. */
export function errorRecord(
  error: unknown,
  secrets: Secrets,
  hidden: HiddenInMessage,
  depth = 0,
): ErrorRecord {
  const shown = (message: string): string => {
    if (hidden === "all") return MASK;
    const scrubbed = secrets.scrub(hidden === "quotes" ? message.replace(/["'].*["']/s, MASK) : message);
    return scrubbed.length > LONGEST_MESSAGE ? `${scrubbed.slice(0, LONGEST_MESSAGE)}...` : scrubbed;
  };
  if (typeof error !== "object" || error === null) return { name: "Error", message: shown(String(error)) };
  const { name, code, $fault: fault, cause } = error as Partial<Record<string, unknown>>;
  return {
    name: typeof name === "string" ? name : "Error",
    message: shown(messageOf(error)),
    code: typeof code === "string" ? code : undefined,
    fault: fault === "client" || fault === "server" ? fault : undefined,
    cause:
      cause === undefined || depth === MOST_CAUSES
        ? undefined
        : errorRecord(cause, secrets, hidden, depth + 1),
  };
}

function messageOf(error: object): string {
  const { message, errors } = error as Partial<Record<string, unknown>>;
  const text = typeof message === "string" ? message : "";
  // Node.js's error of a host with several addresses, none of which answered, has no message.
  if (text === "" && Array.isArray(errors)) return errors.map((each) => messageOf(Object(each))).join("; ");
  return text;
}
