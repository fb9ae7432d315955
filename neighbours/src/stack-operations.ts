import fc from "fast-check";

/** The SDK's own middlewares, by name or alias. */
const SDK_NAMES = [
  "loggerMiddleware",
  "serializerMiddleware",
  "endpointV2Middleware",
  "httpAuthSchemeMiddleware",
  "contentLengthMiddleware",
  "hostHeaderMiddleware",
  "getUserAgentMiddleware",
  "recursionDetectionMiddleware",
  "retryMiddleware",
  "httpSigningMiddleware",
  "awsAuthMiddleware",
  "deserializerMiddleware",
] as const;
const OWN_NAMES = ["mine", "yours", "theirs"] as const;
const TAGS = ["A", "B", "SERIALIZER", "HOST"] as const;

const sdkName = fc.constantFrom(...SDK_NAMES);
const ownName = fc.constantFrom(...OWN_NAMES);
/** Keeps it rare to replace an SDK middleware or to name a missing neighbour, so that most calls succeed. */
const name = fc.oneof({ weight: 1, arbitrary: sdkName }, { weight: 6, arbitrary: ownName });
const anchor = fc.oneof(
  { weight: 12, arbitrary: sdkName },
  { weight: 4, arbitrary: ownName },
  { weight: 1, arbitrary: fc.constant("absent") },
);
/**
 * Middlewares that a walk may replace but never removes, because our entries and the SDK's signer are placed next to
 * them. The SDK refuses a stack if an entry's neighbour is missing.
 */
export const KEPT: readonly (string | undefined)[] = ["retryMiddleware", "httpAuthSchemeMiddleware"];
const removable = fc
  .oneof({ weight: 1, arbitrary: anchor }, { weight: 3, arbitrary: ownName })
  .filter((candidate) => !KEPT.includes(candidate));
const step = fc.constantFrom("initialize", "serialize", "build", "finalizeRequest", "deserialize");
const priority = fc.constantFrom("high", "normal", "low");
const tags = fc.subarray([...TAGS.slice(0, 2)]);
/** What an added middleware does. Most pass the call on. */
const does = fc.oneof(
  { weight: 8, arbitrary: fc.constant("passes" as const) },
  { weight: 2, arbitrary: fc.constant("sets a header" as const) },
  { weight: 3, arbitrary: fc.constant("changes the input" as const) },
  { weight: 1, arbitrary: fc.constant("answers" as const) },
  { weight: 1, arbitrary: fc.constant("throws" as const) },
);
const added = { does, tags, override: fc.boolean(), name: fc.option(name, { nil: undefined }) };
const plugin = fc.constantFrom("retry", "content length", "own");
const pattern = fc.constantFrom(
  ...["*", "before-sign", "before-send.lambda", "after-call.*.Invoke", "needs-retry", "choose-signer"],
  ...["provide-client-params", "before-call", "response-received", "before-endpoint-resolution"],
  ...["{before-parse,request-created}.lambda", "after-call-error"],
);

/** One step of a walk. The last three are Tucuxi's own, and only the twin with Tucuxi takes them. */
export const operation = fc.oneof(
  { weight: 4, arbitrary: fc.record({ op: fc.constant("add" as const), step, priority, ...added }) },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constant("addRelativeTo" as const),
      relation: fc.constantFrom("before", "after"),
      toMiddleware: anchor,
      ...added,
    }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant("use" as const), plugin }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constant("remove by name" as const), name: removable }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant("remove by reference" as const), at: fc.nat(30) }) },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant("removeByTag" as const), tag: fc.constantFrom(...TAGS) }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("clone" as const) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("concat" as const), step, does }) },
  { weight: 4, arbitrary: fc.record({ op: fc.constant("call" as const), plugin: fc.option(plugin) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("call through the copy" as const) }) },
  { weight: 4, arbitrary: fc.record({ op: fc.constant("register" as const), pattern }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant("unregister" as const), at: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("detach" as const) }) },
);
export type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;
