import type { Case, Unit } from "../src/case.js";
import { COMPARISONS } from "./comparisons.js";
import { SETTINGS } from "./settings.js";

/** Not those of {@link TARGETS}: a declaration must not load the SDK. */
const TARGET_NAMES = ["CloudWatch PutMetricData", "DynamoDB GetItem", "S3 PutObject"];

export const sendCase: Case = {
  name: "send",
  units: TARGET_NAMES.flatMap((target) =>
    Object.keys(SETTINGS).flatMap((setting) =>
      Object.keys(COMPARISONS).map(
        (subject): Unit => ({
          name: `${target}/${setting}/${subject}`,
          program: "send/program",
          args: [target, setting, subject],
          processes: setting === "cacheMiddleware" ? 2 : 3,
        }),
      ),
    ),
  ),
};
