import { GuardError } from "./guard-error.js";
import type { CallState } from "./guarded-call.js";
import type { Settings } from "./options.js";
import { TABLE_VERSION } from "./table/operations.generated.js";

/** What becomes of a call, as far as its operation and parameters decide it. */
export type Verdict =
  | { readonly kind: "send" | "ask" | "answer" }
  | { readonly kind: "refuse"; readonly error: GuardError };

/** Decides on a call. */
export function verdictOn(settings: Settings, call: CallState, isPresigned: boolean): Verdict {
  const { mode, secrets, allow, deny, confirm, dryRun } = settings;
  const { service, operation } = call;
  const { class: operationClass, returnsSecret, because } = call.classification;

  const denied = deny.match(service, operation);
  if (denied !== undefined) {
    return refuse(
      new GuardError("DENIED", `deny: ${JSON.stringify(denied)}`, call, "the pattern matches it"),
    );
  }
  if (dryRun && operationClass === "write") {
    if (!isPresigned) return { kind: "answer" };
    const message = "a presigned URL of it would write, whenever somebody uses it";
    return refuse(new GuardError("PRESIGNED_WRITE", "dryRun: true", call, message));
  }

  const isAllowed = allow.match(service, operation) !== undefined;
  const letThrough = `To let it through, add "${service}.${operation}" to the option "allow"`;
  let asks = false;
  if (returnsSecret && secrets !== "allow" && !allow.names(service, operation)) {
    if (secrets === "refuse") {
      const hint = isAllowed ? `${letThrough}, without a wildcard` : letThrough;
      return refuse(new GuardError("SECRET_REFUSED", 'secrets: "refuse"', call, `it ${because}. ${hint}`));
    }
    asks = true;
  }
  const isUnknown = operationClass === "unknown";
  if (isUnknown || operationClass === "write") {
    const isRefused = isUnknown || mode === "read-only";
    if (!isAllowed && confirm !== undefined) asks = true;
    else if (!isAllowed && isRefused) {
      return refuse(
        isUnknown
          ? new GuardError(
              "UNKNOWN_OPERATION",
              `the table of operations (${TABLE_VERSION})`,
              call,
              `nobody knows what it does. ${letThrough}`,
            )
          : new GuardError("WRITE_REFUSED", 'mode: "read-only"', call, `it ${because}. ${letThrough}`),
      );
    }
  }
  return { kind: asks ? "ask" : "send" };
}

function refuse(error: GuardError): Verdict {
  return { kind: "refuse", error };
}
