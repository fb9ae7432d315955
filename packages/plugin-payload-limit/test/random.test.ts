import { eventsOf, type Plugin, repeatCall } from "@tucuxi/events";
import type { ResponseFunction } from "@tucuxi/inspector";
import { gzip } from "@tucuxi/plugin-gzip";
import { logger } from "@tucuxi/plugin-logger";
import { random, traceHeader } from "@tucuxi/plugin-trace-header";
import fc from "fast-check";
import { expect, it } from "vitest";
import { PayloadLimitError, payloadLimit } from "../src/index.js";
import { BATCH_SERVICES, type BatchService, type Verdict } from "./batch-services.js";
import { startEndpoint, upTo } from "./support.js";

/**
 * What a service does with a request: answers it item by item, loses the answer after or before it took the items, or
 * says no.
 */
const FAULTS = ["drop", "500", "garbage", "lost", "403", "413"] as const;
type Fault = (typeof FAULTS)[number];

const scenario = fc.record({
  service: fc.constantFrom(...BATCH_SERVICES),
  items: fc.integer({ min: 1, max: 40 }),
  maxItems: fc.integer({ min: 1, max: 12 }),
  concurrency: fc.integer({ min: 1, max: 5 }),
  strategy: fc.constantFrom("pessimistic" as const, "optimistic" as const),
  attempts: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  order: fc.shuffledSubarray(["gzip", "logger", "payload-limit", "trace-header"], { minLength: 4 }),
  // Both are used up from the front; what comes after is a yes.
  faults: fc.array(fc.option(fc.constantFrom<Fault>(...FAULTS), { nil: undefined, freq: 3 }), {
    maxLength: 20,
  }),
  verdicts: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant<Verdict>("accept") },
      { weight: 2, arbitrary: fc.constant<Verdict>("throttle") },
      { weight: 1, arbitrary: fc.constant<Verdict>("refuse") },
    ),
    { maxLength: 60 },
  ),
  tryAgain: fc.boolean(),
  callsAgain: fc.integer({ min: 0, max: 2 }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

/** A service that fails as the scenario says, and what it knows of each item. */
class Service {
  /** How often it took an item, and said so. */
  readonly acknowledged = new Map<string, number>();
  /** What it took without saying so. */
  readonly taken = new Set<string>();
  /** What it got in a request that it did not refuse for its size, whatever became of it. */
  readonly arrived = new Set<string>();
  /** How many of its answers can't be read. */
  garbage = 0;
  readonly #service: BatchService;
  readonly #faults: (Fault | undefined)[];
  readonly #verdicts: Verdict[];

  constructor({ service, faults, verdicts }: Scenario) {
    this.#service = service;
    this.#faults = [...faults];
    this.#verdicts = [...verdicts];
  }

  readonly respond: ResponseFunction = (request) => {
    const ids = this.#service.idsOf(request);
    const fault = this.#faults.shift();
    // What comes in a request that is too large is sent in others, or not at all.
    if (fault !== "413" || ids.length === 1) for (const id of ids) this.arrived.add(id);
    // A service doesn't know what it refuses for its size; one item alone it takes.
    if (fault === "413" && ids.length === 1) return "403";
    if (fault === "lost") {
      for (const id of ids) this.taken.add(id);
      return "drop";
    }
    if (fault === "garbage") {
      this.garbage++;
      for (const id of ids) this.taken.add(id);
    }
    if (fault !== undefined) return fault;
    return this.#service.answer(request, (id) => {
      const verdict = this.#verdicts.shift() ?? "accept";
      if (verdict === "refuse" && !this.#service.canRefuse) return "throttle";
      if (verdict === "accept") this.acknowledged.set(id, (this.acknowledged.get(id) ?? 0) + 1);
      return verdict;
    });
  };
}

async function run(given: Scenario): Promise<void> {
  const { service, maxItems, concurrency, strategy, attempts: most, callsAgain } = given;
  const endpoint = await startEndpoint();
  const fake = new Service(given);
  endpoint.respondAlways(fake.respond);
  const { client, paramsOf, send } = service.connect(endpoint.config);
  const events = eventsOf(client);
  const logged: string[] = [];
  const log = ({ aws }: { aws: { type: string } }): void => void logged.push(aws.type);
  const plugins: Record<string, () => Plugin> = {
    gzip: () => gzip({ operations: ["*.*"], minSize: 0 }),
    logger: () => logger({ logger: { error: log, info: log, debug: log }, level: "debug", format: "object" }),
    "payload-limit": () =>
      payloadLimit({
        strategy,
        concurrency,
        limits: { [service.name]: { maxItems } },
        ...(most !== undefined && { resend: { attempts: most, baseDelay: 0 } }),
      }),
    "trace-header": () => traceHeader({ header: "x-trace-id", value: random() }),
  };
  for (const name of given.order) events.use((plugins[name] as () => Plugin)());
  // The client makes one attempt; a handler asks for another, at once.
  events.register("needs-retry", ({ exception, attempts: made }) =>
    given.tryAgain && exception !== undefined && made === 1 && !isClear(exception) ? 0 : undefined,
  );
  // A handler that sends what came back by a call of its own, so many times.
  let outcomes = 0;
  const outputs: object[] = [];
  events.register("after-call", async ({ parsed, context }) => {
    outcomes++;
    const ids = (context["ids"] ?? allIds) as string[];
    const depth = Number(context["depth"] ?? 0);
    if (parsed === undefined || depth >= callsAgain) return;
    const results = service.resultsOf(parsed, ids);
    const left = ids.filter((_, at) => results[at] === "throttled");
    if (left.length > 0)
      outputs.push(await repeatCall(context, paramsOf(left), { ids: left, depth: depth + 1 }));
  });
  events.register("after-call-error", () => void outcomes++);
  const allIds = upTo(given.items).map((n) => `i${n}`);

  const outcome = await send(allIds).then(
    (output) => ({ output, error: undefined }),
    (error: unknown) => ({ output: undefined, error }),
  );

  // On the wire: every request is signed and traced, and what the service said yes to is never sent again.
  expect(endpoint.requests.map(({ signature }) => signature.state)).toEqual(
    endpoint.requests.map(() => "valid"),
  );
  for (const { headers } of endpoint.requests) expect(headers["x-trace-id"]).toMatch(/^[0-9a-f]{32}$/);
  for (const [id, times] of fake.acknowledged) expect([id, times]).toEqual([id, 1]);
  // Handlers: once for the call, and once for each that a handler made and that has ended.
  expect(outcomes).toBeGreaterThanOrEqual(1);
  expect(outcomes).toBeLessThanOrEqual(1 + callsAgain);
  // Of an answer that can't be parsed no event tells, in some protocols.
  const attempts = logged.filter((type) => type === "attempt").length;
  expect(attempts).toBeLessThanOrEqual(endpoint.requests.length);
  expect(attempts).toBeGreaterThanOrEqual(endpoint.requests.length - fake.garbage);

  if (outcome.output !== undefined) {
    // Every item has one result, and it is the right one.
    const results = service.resultsOf(outcome.output, allIds);
    results.forEach((result, at) => {
      expect([at, result]).not.toEqual([at, "missing"]);
      if (callsAgain === 0) {
        expect([at, result === "accepted"]).toEqual([at, fake.acknowledged.has(allIds[at] ?? "")]);
      }
    });
  } else if (outcome.error instanceof PayloadLimitError && outputs.length === 0) {
    const { accepted, refused, unknown, unsent } = outcome.error;
    // Every item is in one list. (The error of a call that a handler made is about the items of that call.)
    const reported = [...accepted, ...refused, ...unknown, ...unsent].sort((one, other) => one - other);
    if (reported.length < allIds.length && callsAgain > 0) return;
    expect(reported).toEqual(upTo(given.items));
    const idOf = (index: number): string => allIds[index] ?? "";
    const isOf = (set: { has(id: string): boolean }) => (index: number) => set.has(idOf(index));
    expect(accepted.filter((index) => !isOf(fake.acknowledged)(index))).toEqual([]);
    expect([...refused, ...unknown, ...unsent].filter(isOf(fake.acknowledged))).toEqual([]);
    expect(refused.filter(isOf(fake.taken))).toEqual([]);
    expect(unsent.filter(isOf(fake.arrived))).toEqual([]);
    expect([...accepted, ...refused, ...unknown].filter((index) => !isOf(fake.arrived)(index))).toEqual([]);
  }
}

function isClear(exception: unknown): boolean {
  const { $metadata }: { $metadata?: { httpStatusCode?: number } } = Object(exception);
  const status = $metadata?.httpStatusCode ?? 500;
  return status >= 400 && status < 500;
}

it("plugins, handlers that call again and a service that fails at random: each item is reported once, and rightly", async () => {
  await fc.assert(fc.asyncProperty(scenario, run), { seed: 20_26, numRuns: 150, endOnFailure: false });
}, 120_000);
