export { guard } from "./guard.js";
export { GuardError, type GuardErrorCode } from "./guard-error.js";
export type { GuardedCall } from "./guarded-call.js";
export type { Budget, Confirm, GuardOptions, Log } from "./options.js";
export { type Classification, classify, type OperationClass } from "./table/classify.js";
export { TABLE_VERSION } from "./table/operations.generated.js";
