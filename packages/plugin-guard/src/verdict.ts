import { GuardError } from "./guard-error.js";
import type { CallState } from "./guarded-call.js";
import type { Settings } from "./options.js";
import { TABLE_VERSION } from "./table/operations.generated.js";

/** What to do with a call that isn't refused, judging by its operation and parameters. */
export type Verdict = "send" | "ask" | "answer";

/** Decides about a call. @throws GuardError if it's refused */
export function verdictOn(settings: Settings, call: CallState, isPresigned: boolean): Verdict {
  const { mode, secrets, allow, deny, confirm, dryRun } = settings;
  const { service, operation } = call;
  const { class: operationClass, returnsSecret, because } = call.classification;

  const denied = deny.match(service, operation);
  if (denied !== undefined)
    throw new GuardError("DENIED", `deny: "${denied}"`, call, "the pattern matches it");
  if (dryRun && operationClass === "write") {
    if (!isPresigned) return "answer";
    const message = "a presigned URL of it would write, whenever somebody uses it";
    throw new GuardError("PRESIGNED_WRITE", "dryRun: true", call, message);
  }

  const isAllowed = allow.match(service, operation) !== undefined;
  const letThrough = `To let it through, add "${service}.${operation}" to the option "allow"`;
  const givesAway = returnsSecret && secrets !== "allow" && !allow.names(service, operation);
  if (givesAway && secrets === "refuse") {
    throw new GuardError("SECRET_REFUSED", 'secrets: "refuse"', call, `it ${because}. ${letThrough}`);
  }
  const isUnknown = operationClass === "unknown";
  const isDoubtful = (isUnknown || operationClass === "write") && !isAllowed;
  if (givesAway || (isDoubtful && confirm !== undefined)) return "ask";
  if (isDoubtful && isUnknown) {
    const rule = `the table of operations (${TABLE_VERSION})`;
    throw new GuardError("UNKNOWN_OPERATION", rule, call, `nobody knows what it does. ${letThrough}`);
  }
  if (isDoubtful && mode === "read-only") {
    throw new GuardError("WRITE_REFUSED", 'mode: "read-only"', call, `it ${because}. ${letThrough}`);
  }
  return "send";
}
