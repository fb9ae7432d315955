import fc from "fast-check";
import type { HandlerSpec, Operation, Program, ResponseValue, Section } from "./program.js";

const HANDLERS = 5;
const UNIQUE_IDS = ["x", "y", ""];

/** An alphabet of segments, and aliases made of them. */
interface Vocabulary {
  readonly aliases: Program["aliases"];
  readonly segments: readonly string[];
}

const VOCABULARIES: readonly Vocabulary[] = [
  { aliases: null, segments: ["a", "b", "c"] },
  { aliases: null, segments: ["a", "b"] },
  { aliases: { a: "b", c: "b.d", "b.c": "a" }, segments: ["a", "b", "c", "d"] },
  // An alias that is a substring of a name but not one of its segments ends botocore's search.
  { aliases: { "a.b": "d", b: "c", "*": "e" }, segments: ["a", "b", "bb", "aa", "c"] },
  {
    aliases: "services",
    segments: [
      "before-sign",
      "logs",
      "cloudwatch-logs",
      "runtime",
      "sagemaker",
      "xruntime",
      "config",
      "events",
    ],
  },
];

const section: fc.Arbitrary<Section> = fc.constantFrom("middle", "middle", "first", "last");
const handler = fc.nat(HANDLERS - 1);
const uniqueId = fc.constantFrom(...UNIQUE_IDS);

const responseValue: fc.Arbitrary<ResponseValue> = fc.constantFrom<ResponseValue[]>(
  null,
  null,
  null,
  false,
  0,
  "",
  [],
  true,
  7,
  "text",
  [1],
);

/**
 * Programs on one emitter and its copies, with a third of `maxOperations` or more. They may name an emitter that
 * doesn't exist, or show a wanted difference. `comparable` fixes both.
 */
export function arbitraryProgram(maxOperations: number): fc.Arbitrary<Program> {
  return fc.constantFrom(...VOCABULARIES).chain(({ aliases, segments }) => {
    const name = joined(fc.constantFrom(...segments), 5);
    const pattern = joined(fc.constantFrom(...segments, "*"), 4);
    // A program uses few patterns, because otherwise it would hardly ever unregister what it registered.
    return fc.array(pattern, { minLength: 2, maxLength: 7, size: "max" }).chain((patterns) => {
      const known = fc.constantFrom(...patterns);
      // Names that start like a pattern. Purely random names would rarely match.
      const event = fc.tuple(known, name).map(([pattern, rest]) => matched(pattern, rest));
      return fc.record({
        aliases: fc.constant(aliases),
        handlers: fc.array(handlerSpec(known, event), { minLength: HANDLERS, maxLength: HANDLERS }),
        operations: fc.array(operationOn(fc.nat(2), known, event), {
          minLength: Math.ceil(maxOperations / 3),
          maxLength: maxOperations,
          size: "max",
        }),
      });
    });
  });
}

/** An event name that a pattern matches. Segments of another name replace each `*` and extend the name. */
function matched(pattern: string, rest: string): string {
  const other = rest.split(".");
  const own = pattern
    .split(".")
    .map((segment, index) => (segment === "*" ? other[index % other.length] : segment));
  return [...own, ...other].slice(0, Math.max(own.length, other.length)).join(".");
}

function joined(segment: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> {
  return fc.array(segment, { minLength: 1, maxLength, size: "max" }).map((parts) => parts.join("."));
}

function handlerSpec(pattern: fc.Arbitrary<string>, name: fc.Arbitrary<string>): fc.Arbitrary<HandlerSpec> {
  return fc.oneof(
    { weight: 7, arbitrary: fc.tuple(fc.constant("returns" as const), responseValue) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("raises" as const), fc.constantFrom("one", "two")) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constant("does" as const), operationOn(fc.constant(-1), pattern, name)),
    },
  );
}

function operationOn(
  emitter: fc.Arbitrary<number>,
  pattern: fc.Arbitrary<string>,
  name: fc.Arbitrary<string>,
): fc.Arbitrary<Operation> {
  return fc.oneof(
    {
      weight: 10,
      arbitrary: fc.tuple(
        fc.constant("register" as const),
        emitter,
        section,
        pattern,
        fc.oneof({ weight: 30, arbitrary: handler }, { weight: 1, arbitrary: fc.constant(-1) }),
        fc.option(uniqueId, { nil: null, freq: 2 }),
        fc.boolean(),
      ),
    },
    { weight: 3, arbitrary: fc.tuple(fc.constant("unregister" as const), emitter, pattern, handler) },
    {
      weight: 3,
      arbitrary: fc.tuple(fc.constant("unregisterId" as const), emitter, pattern, uniqueId, fc.boolean()),
    },
    { weight: 1, arbitrary: fc.tuple(fc.constant("copy" as const), emitter) },
    { weight: 6, arbitrary: fc.tuple(fc.constant("emit" as const), emitter, name) },
    { weight: 3, arbitrary: fc.tuple(fc.constant("emitUntilResponse" as const), emitter, name) },
  );
}
