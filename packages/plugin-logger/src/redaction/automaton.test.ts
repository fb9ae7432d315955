import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Automaton } from "./automaton.js";

const letters = fc.string({
  unit: fc.constantFrom("a", "b", " ", "+", "\u00e4", "\u{1f600}"),
  maxLength: 40,
});
const patternsOf = (texts: readonly string[]) => texts.map((text) => ({ text, length: text.length }));
const folded = (text: string): string => text.replaceAll("+", " ");

describe("an automaton finds what a search for each text finds", () => {
  it("of texts of four characters and more, the longest at each place", () => {
    fc.assert(
      fc.property(fc.array(letters), letters, (texts, input) => {
        const long = texts.filter(({ length }) => length >= 4);
        const found: string[] = [];
        new Automaton(patternsOf(long)).scan(input, true, (start, end) => found.push(`${start}-${end}`));
        for (let end = 1; end <= input.length; end++) {
          const ending = long.filter((text) => folded(input.slice(0, end)).endsWith(folded(text)));
          if (ending.length === 0) continue;
          const longest = Math.max(...ending.map(({ length }) => length));
          expect(found).toContain(`${end - longest}-${end}`);
        }
      }),
    );
  });

  it("and tells of each whether it is in one of several inputs", () => {
    fc.assert(
      fc.property(fc.array(letters), fc.array(letters), (texts, inputs) => {
        const some = texts.filter(({ length }) => length > 0);
        const isFound = new Automaton(patternsOf(some)).findAll(inputs);
        for (const text of some) {
          expect(isFound(text)).toBe(inputs.some((input) => folded(input).includes(folded(text))));
        }
      }),
    );
  });

  it("and how much of a text the input ends with: the most that is three characters or half of it", () => {
    fc.assert(
      fc.property(fc.array(letters), letters, (texts, input) => {
        const some = texts.filter(({ length }) => length > 0);
        const begun = new Automaton(patternsOf(some)).scan(input, false, () => {});
        const most = Math.max(
          0,
          ...some.flatMap((text) =>
            Array.from({ length: text.length }, (_, index) => index + 1).filter(
              (length) =>
                (length >= 3 || 2 * length >= text.length) &&
                folded(input).endsWith(folded(text.slice(0, length))),
            ),
          ),
        );
        expect(begun).toBe(most);
      }),
    );
  });
});
