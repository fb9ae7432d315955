import type { Params } from "@tucuxi/events";
import { RULES, type Rule } from "./rules.js";
import { lookUp } from "./table.js";

/**
 * What an operation does:
 * - `read`: it changes nothing, and returns nothing that grants access.
 * - `secret`: it changes nothing, and returns a secret (credentials, a password, a key, a presigned URL).
 * - `write`: it changes something, takes something, or runs something.
 * - `unknown`: the table doesn't have it.
 */
export type OperationClass = "read" | "secret" | "write" | "unknown";

/** An operation's class, and why it is that. */
export interface Classification {
  readonly class: OperationClass;
  /** Whether its output has a secret. Writes may return one, too. */
  readonly returnsSecret: boolean;
  /** Why, in words that follow the operation's name. */
  readonly because: string;
}

/** Classes that follow from what the table says, without a rule. */
const LISTED: Readonly<Record<"read" | "write" | "unknown", Classification>> = {
  read: { class: "read", returnsSecret: false, because: "reads" },
  write: { class: "write", returnsSecret: false, because: "isn't an operation that only reads" },
  unknown: { class: "unknown", returnsSecret: false, because: "isn't in the table of operations" },
};

const rules = new Map<string, Rule[]>();
for (const rule of RULES) {
  for (const [service, names] of Object.entries(rule.operations)) {
    for (const name of names.split(" ")) {
      const key = `${service}.${name}`;
      rules.set(key, [...(rules.get(key) ?? []), rule]);
    }
  }
}

/**
 * Tells what an operation does. It knows all operations of the services in `TABLE_VERSION`.
 *
 * @param service The service's part of event names: `cloudwatch-logs`.
 * @param operation The operation's name: `GetParameter`.
 * @param params The call's parameters. A few operations return secrets only with some of them. Without parameters, the
 * worst case is assumed.
 */
export function classify(service: string, operation: string, params?: Params): Classification {
  const rule = rules.get(`${service}.${operation}`)?.find((candidate) => holds(candidate, params));
  if (rule === undefined) return LISTED[lookUp(service, operation) ?? "unknown"];
  return {
    class: rule.kind === "writeSecret" ? "write" : rule.kind,
    returnsSecret: rule.kind === "secret" || rule.kind === "writeSecret",
    because: rule.because,
  };
}

function holds({ onlyWith, notWith }: Rule, params: Params | undefined): boolean {
  if (params === undefined) return true;
  if (onlyWith !== undefined) return isSet(params[onlyWith]);
  return notWith === undefined || params[notWith] !== true;
}

/**
 * Only values that a service certainly takes for false count as false, because this decides whether a secret is
 * returned.
 */
function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}
