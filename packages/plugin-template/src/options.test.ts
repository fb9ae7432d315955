import { expect, it } from "vitest";
import { dryRun } from "./dry-run.js";

it("refuses an option that does not exist, and names the nearest", () => {
  const misspelt: object = { read: /^Get/ };
  expect(() => dryRun(misspelt)).toThrow(
    expect.objectContaining({
      code: "UNKNOWN_OPTION",
      message: 'dryRun() has no option "read" (did you mean "reads"?): it takes reads, answer',
    }),
  );
});

it.each([
  [{ reads: "Get" }, "reads", "a regular expression"],
  [{ answer: { ok: true } }, "answer", "a function"],
])("refuses %o, and says what is allowed", (options: object, name, allowed) => {
  expect(() => dryRun(options)).toThrow(
    expect.objectContaining({
      code: "INVALID_OPTION",
      message: expect.stringContaining(`the option "${name}" must be ${allowed}, not`),
    }),
  );
});

it("takes undefined for an option that is left out", () => {
  expect(dryRun({ reads: undefined, answer: undefined })).toMatchObject({ name: "dry-run" });
});
