import { RegistrationError } from "@tucuxi/events";
import { expect, it } from "vitest";
import { type Path, RedactRules } from "./redact-rules.js";

const silent = (): void => {};
const hidden = (rule: string, path: string): boolean =>
  new RedactRules([rule]).hide(path.split(".") as unknown as Path, "value", silent);

it.each([
  ["input.Item.ssn", "input.Item.ssn", true],
  ["input.Item.ssn", "input.Item.ssn.S", false],
  ["input.Item.ssn", "output.Item.ssn", false],
  ["input.Item", "input.Item.ssn", false],
  ["*.Item.ssn", "output.Item.ssn", true],
  ["output.Users.*.Email", "output.Users.0.Email", true],
  ["output.Users.*.Email", "output.Users.0.Name.Email", false],
  ["output.Users.*", "output.Users", false],
  ["**.Email", "input.Email", true],
  ["**.Email", "output.a.b.c.Email", true],
  ["**.Email", "output.Email.domain", false],
  ["input.**.Email.**", "input.Email", true],
  ["input.**.Email.**", "input.a.Email.b.c", true],
  ["input.**.Email.**", "output.a.Email.b.c", false],
  ["input.**.a.**.b.c", "input.a.b.b.c", true],
  ["input.**.a.**.b.c", "input.a.b.b.c.d", false],
  ["**.a.**.a.**.a.**.b", `input${".a".repeat(99)}`, false],
  ["**", "input", true],
  ["headers.X-Tenant", "headers.x-tenant", true],
  ["query.email", "query.email", true],
])("the path %s hides %s: %s", (rule, path, expected) => {
  expect(hidden(rule, path)).toBe(expected);
});

it.each(["", "input", "*", "Item.ssn", "inputs.Item", "input..ssn", "input.Item.", "headers"])(
  "the path %j, which can match nothing, is refused with the roots that there are",
  (path) => {
    expect(() => new RedactRules([path])).toThrow(RegistrationError);
    expect(() => new RedactRules([path])).toThrow(/begins with input, output, headers, query, \* or \*\*/);
  },
);

it("a function gets the path and the value, and one that throws hides and is reported", () => {
  const failure = new Error("no rule");
  const reported: unknown[] = [];
  const rules = new RedactRules([
    (path, value) => path.at(-1) === "age" && value === 42,
    (path) => {
      if (path.at(-1) === "broken") throw failure;
      return false;
    },
  ]);
  const hide = (path: Path, value: unknown): boolean =>
    rules.hide(path, value, (error) => reported.push(error));
  expect(hide(["input", "age"], 42)).toBe(true);
  expect(hide(["input", "age"], 43)).toBe(false);
  expect(hide(["input", "broken"], 1)).toBe(true);
  expect(reported).toEqual([failure]);
});
