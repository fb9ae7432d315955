import { describe, expect, it } from "vitest";
import { namesSecretMember } from "./secret-names.js";
import { SecretValues } from "./secret-values.js";

const TIMES = 16;
/** What grows with the square takes 256 times as long; what grows in proportion 16 times, and a little for caches. */
const MOST = 90;

/**
 * How many times as long a larger run takes, of the fastest of some runs each. Other processes can only make it more, so it is
 * measured again where it is too much: what grows with the square is so each time.
 */
function growthOf(small: () => void, large: () => void, most = MOST): number {
  const fastest = (run: () => void): number => {
    let least = Number.POSITIVE_INFINITY;
    for (let runs = 0; runs < 5; runs++) {
      const startedAt = performance.now();
      run();
      least = Math.min(least, performance.now() - startedAt);
    }
    return least;
  };
  fastest(small);
  let least = Number.POSITIVE_INFINITY;
  for (let attempts = 0; attempts < 8 && least >= most; attempts++) {
    least = Math.min(least, fastest(large) / fastest(small));
  }
  return least;
}

const LENGTH = 1000;
const ofLength = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length));

describe("takes time in proportion to the text, whatever it is", () => {
  const values = new SecretValues();
  for (let length = 1; length < 60; length++) values.add("a".repeat(length));
  for (const value of [
    "abababababababababababab",
    "correct-horse-battery",
    "{ hunter2 }",
    "p&ss'w\"ord/",
    "12",
  ]) {
    values.add(value);
  }

  it.each([
    "AWS4-",
    "a",
    "ab",
    "a ",
    "'",
    "'a",
    '"correct" ',
    "\\",
    "\\u0061",
    "%2525",
    "%61",
    "%C3%A4",
    "&amp;",
    "&#97;",
    "&",
    "//",
    "//a:",
    "a:",
    "a:b@",
    "Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5",
    "Y29y\n",
    "password=",
    'password": "',
    "password ",
    "Signature=",
    "Signature=%",
    "Credential=a/",
    "x-amz-security-token:",
    "cookie:\\",
    "Bearer ",
    "<SignatureProvided>",
    "correct-horse-batterz",
    "\u0000\u00ff",
    "token = ",
    "--",
    "--password ",
    'the header "',
    "of a.b returned ",
    'Headers.a: "\\',
    "-----BEGIN PRIVATE KEY-----",
    "//a:b",
  ])("%j again and again", (unit) => {
    const [small, large] = [ofLength(unit, LENGTH), ofLength(unit, TIMES * LENGTH)];
    for (const isOpen of [false, true]) {
      const growth = growthOf(
        () => values.scrubBody(small, false, isOpen) ?? values.scrubAll([small], isOpen),
        () => values.scrubBody(large, false, isOpen) ?? values.scrubAll([large], isOpen),
      );
      expect(growth).toBeLessThan(MOST);
    }
  });

  it.each(["token-", "password", "-", "access_", "secret", "password&", "-----BEGIN "])(
    "%j as a body of names",
    (unit) => {
      const [small, large] = [ofLength(unit, 50 * LENGTH), ofLength(unit, 50 * TIMES * LENGTH)];
      for (const isBinary of [false, true]) {
        const name = (body: string) => (): void => {
          for (let times = 0; times < 5; times++) namesSecretMember(body, isBinary);
        };
        // The first name that is found ends it.
        if (!namesSecretMember(small, isBinary))
          expect(growthOf(name(small), name(large))).toBeLessThan(MOST);
      }
    },
  );
});

describe("takes time in proportion to the number of secrets, and none for how long they are", () => {
  const text = `Value at 'payload' failed: ${"correct horse ".repeat(100)}`;
  const knowing = (count: number, make: (index: number) => string): SecretValues => {
    const values = new SecretValues();
    for (let index = 0; index < count; index++) values.add(make(index));
    return values;
  };

  it.each<[string, (index: number) => string]>([
    ["that have nothing in common with the text", (index) => `nothing-${index}`],
    ["that begin as the text does", (index) => `correct horse ${index}`],
    ["that are short", (index) => String(index % 1000)],
  ])("%s", (_, make) => {
    const [few, many] = [knowing(300, make), knowing(TIMES * 300, make)];
    expect(
      growthOf(
        () => few.scrub(text),
        () => many.scrub(text),
      ),
    ).toBeLessThan(MOST);
  });

  it.each<[string, (length: number) => unknown]>([
    ["text", (length) => ofLength("lorem ipsum ", length)],
    ["text that begins as the message does", (length) => ofLength("correct horse ", length)],
    ["escaped text", (length) => ofLength("\\u0061&amp;%61", length)],
    ["blanks", (length) => ofLength(" ", length)],
    ["bytes", (length) => new TextEncoder().encode(ofLength("lorem ipsum ", length))],
  ])("a payload of %s that is 64 times as long costs no more", (_, make) => {
    const [short, long] = [make(100_000), make(6_400_000)];
    const scrub = (value: unknown) => (): void => {
      for (let times = 0; times < 5; times++) {
        const values = new SecretValues();
        values.add(value);
        values.scrub(text);
      }
    };
    expect(growthOf(scrub(short), scrub(long), 4)).toBeLessThan(4);
  });
});
