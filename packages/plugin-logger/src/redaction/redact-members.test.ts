import { expect, test } from "vitest";
import { redactMembers } from "./redact-members.js";
import { SecretValues } from "./secret-values.js";
import { loadSensitiveMembers } from "./sensitive-members.js";

test("what the SDK's filter leaves out is hidden where it is quoted", async () => {
  const sensitive = (await loadSensitiveMembers()).operation("quicksight", "CreateDataSet").input;
  const tableOf = (transform: object) => ({ LogicalTableMap: { orders: { DataTransforms: [transform] } } });
  const original = tableOf({
    ProjectOperation: { ProjectedColumns: ["id"] },
    FilterOperation: { ConditionExpression: "salary > 5000" },
  });
  // A union has one member: the filter of a client without schemas takes the first one that it finds.
  const filtered = tableOf({ ProjectOperation: { ProjectedColumns: ["id"] } });
  const values = new SecretValues();
  const { hidesSomething, show } = redactMembers("input", original, filtered, { values, sensitive });
  expect(hidesSomething).toBe(true);
  expect(show().shown).toEqual(filtered);
  expect(values.scrub("no such column in salary > 5000")).toBe("no such column in [redacted]");
});
