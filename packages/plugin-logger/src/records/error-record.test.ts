import { expect, it } from "vitest";
import { SecretValues } from "../redaction/secret-values.js";
import { errorRecord } from "./error-record.js";

const secrets = new SecretValues();
secrets.add("hunter2");

it("an error of several addresses without a message, as Node.js makes it, says what each said", () => {
  const refused = new AggregateError([
    new Error("connect ECONNREFUSED ::1:80"),
    new Error("connect ECONNREFUSED 127.0.0.1:80"),
  ]);
  expect(errorRecord(Object.assign(refused, { code: "ECONNREFUSED" }), secrets, "secrets")).toEqual({
    name: "AggregateError",
    message: "connect ECONNREFUSED ::1:80; connect ECONNREFUSED 127.0.0.1:80",
    code: "ECONNREFUSED",
  });
});

it("has its causes, redacted as it is itself, up to three", () => {
  const root = Array.from({ length: 6 }, (_, depth) => depth).reduce<Error | undefined>(
    (cause, depth) => new TypeError(`hunter2 at ${5 - depth}`, { cause }),
    undefined,
  );
  const messages: string[] = [];
  for (let record = root && errorRecord(root, secrets, "secrets"); record; ) {
    messages.push(record.message);
    ({ cause: record } = record);
  }
  expect(messages).toEqual([0, 1, 2, 3].map((depth) => `[redacted] at ${depth}`));
});

it("has a cause that a service sent, whose name is redacted, whatever it says its class is", () => {
  const cause = { name: "hunter2", message: "", constructor: { name: "hunter2" } };
  const error = Object.assign(new Error("it failed"), { cause });
  expect(errorRecord(error, secrets, "secrets").cause?.name).toBe("[redacted]");
});

it("hides all of a message, what it quotes, or secrets", () => {
  const error = new SyntaxError(`Unexpected token 'h', "hunter2 an"... is not valid JSON`);
  expect(errorRecord(error, secrets, "all").message).toBe("[redacted]");
  expect(errorRecord(error, secrets, "quotes").message).toBe(
    "Unexpected token [redacted]... is not valid JSON",
  );
  expect(errorRecord(error, secrets, "secrets").message).not.toContain("hunter2");
});

it("cuts a message after 2,000 characters, and never in a secret", () => {
  const { message } = errorRecord(new Error(`${"x".repeat(1995)}hunter2hunter2`), secrets, "secrets");
  expect(message).toBe(`${"x".repeat(1995)}[reda...`);
});
