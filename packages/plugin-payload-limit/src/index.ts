export type { OperationLimits } from "./operations/batch-operation.js";
export type { BatchOperationName } from "./operations/operations.js";
export type { PayloadLimitOptions, ResendOptions, SplitInfo, Strategy } from "./options.js";
export { payloadLimit } from "./payload-limit.js";
export {
  type ItemReport,
  type ItemState,
  type LargeItemReport,
  type PartReport,
  PayloadLimitError,
  type PayloadLimitErrorCode,
} from "./payload-limit-error.js";
