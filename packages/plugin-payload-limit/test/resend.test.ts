import { getEventListeners } from "node:events";
import { eventsOf } from "@tucuxi/events";
import { afterEach, describe, expect, it, vi } from "vitest";
import { payloadLimit } from "../src/index.js";
import { BATCH_SERVICES, type BatchService, type Verdict } from "./batch-services.js";
import { limitError, startEndpoint, upTo } from "./support.js";

afterEach(() => {
  vi.restoreAllMocks();
});

/** A service that decides by the id of an item and how often it has come: 1 for the first time. */
async function start(service: BatchService, verdictOf: (id: string, time: number) => Verdict) {
  const endpoint = await startEndpoint();
  const { client, send } = service.connect(endpoint.config);
  /** How often each item came. */
  const times = new Map<string, number>();
  endpoint.respondAlways((request) =>
    service.answer(request, (id) => {
      const time = (times.get(id) ?? 0) + 1;
      times.set(id, time);
      return verdictOf(id, time);
    }),
  );
  const sizes = () => endpoint.requests.map((request) => service.idsOf(request).length);
  return { ...endpoint, client, send, times, sizes };
}

const idsUpTo = (count: number): string[] => upTo(count).map((n) => `i${n}`);
const resend = { attempts: 3, baseDelay: 0 };

describe.each(BATCH_SERVICES.map((service) => [service.name, service] as const))(
  "%s with resend",
  (_, service) => {
    it("sends again what came back, nothing else, and answers by the positions of the call", async () => {
      const ids = idsUpTo(2 * service.maxItems + 3);
      const returnedOnce = new Set(ids.filter((_id, at) => at % 7 === 1));
      const refused = new Set(service.canRefuse ? ids.filter((_id, at) => at % 11 === 5) : []);
      const { client, send, times, sizes } = await start(service, (id, time) => {
        if (refused.has(id)) return "refuse";
        return returnedOnce.has(id) && time === 1 ? "throttle" : "accept";
      });
      eventsOf(client).use(payloadLimit({ resend, concurrency: 1 }));
      const output = await send(ids);
      expect(service.resultsOf(output, ids)).toEqual(
        ids.map((id) => (refused.has(id) ? "refused" : "accepted")),
      );
      const expected = ids.map((id) => [id, returnedOnce.has(id) && !refused.has(id) ? 2 : 1]);
      expect([...times].sort()).toEqual(expected.sort());
      // What came back from several requests goes together, in as few as possible.
      const again = expected.filter(([, time]) => time === 2).length;
      expect(sizes().slice(0, 3)).toEqual([service.maxItems, service.maxItems, 3]);
      expect(sizes().slice(3)).toHaveLength(Math.ceil(again / service.maxItems));
      const { $metadata } = output as { $metadata: { attempts: number } };
      expect($metadata.attempts).toBe(sizes().length);
    });

    it("does so for a call of one request too, and leaves in the answer what comes back every time", async () => {
      const ids = idsUpTo(5);
      const { client, send, times } = await start(service, (id, time) =>
        id === "i3" || (id === "i1" && time < 3) ? "throttle" : "accept",
      );
      eventsOf(client).use(payloadLimit({ resend }));
      const output = await send(ids);
      expect(service.resultsOf(output, ids)).toEqual([
        "accepted",
        "accepted",
        "accepted",
        "throttled",
        "accepted",
      ]);
      expect(Object.fromEntries(times)).toEqual({ i0: 1, i1: 3, i2: 1, i3: 3, i4: 1 });
    });

    it("sends nothing again without the option", async () => {
      const ids = idsUpTo(service.maxItems + 2);
      const { client, send, sizes } = await start(service, (id) => (id === "i1" ? "throttle" : "accept"));
      eventsOf(client).use(payloadLimit());
      const output = await send(ids);
      expect(service.resultsOf(output, ids)[1]).toBe("throttled");
      expect(sizes()).toHaveLength(2);
    });
  },
);

const [, batchWriteItem] = BATCH_SERVICES as [BatchService, BatchService];

describe("resend", () => {
  it("pauses with full jitter: a random part of a time that doubles, up to maxDelay", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const { client, send, sizes } = await start(batchWriteItem, () => "throttle");
    eventsOf(client).use(payloadLimit({ resend: { attempts: 5, baseDelay: 4, maxDelay: 10 } }));
    const output = await send(["a"]);
    expect(sizes()).toEqual([1, 1, 1, 1, 1]);
    expect(output).toMatchObject({ $metadata: { attempts: 5, totalRetryDelay: 2 + 4 + 5 + 5 } });
  });

  it("ends its pause when the call is aborted, and says what became of the items", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.999);
    const { client, send, sizes } = await start(batchWriteItem, (id) => (id === "b" ? "throttle" : "accept"));
    const events = eventsOf(client);
    events.use(payloadLimit({ resend: { baseDelay: 3_600_000, maxDelay: 3_600_000 } }));
    const abort = new AbortController();
    events.register("response-received", () => void setTimeout(() => abort.abort(), 5));
    const error = await limitError(send(["a", "b"], { abortSignal: abort.signal }));
    expect([error.code, error.name]).toEqual(["ABORTED", "AbortError"]);
    expect([error.accepted, error.refused, error.unknown, error.unsent]).toEqual([[0], [1], [], []]);
    expect(sizes()).toEqual([2]);
  });

  it("fails the call where a further request fails, with what became of each item before and in it", async () => {
    const { client, send, inspector } = await start(batchWriteItem, (id) =>
      id === "b" ? "throttle" : "accept",
    );
    eventsOf(client).use(payloadLimit({ resend }));
    let requests = 0;
    inspector.clear();
    const answer = (request: Parameters<BatchService["answer"]>[0]) =>
      ++requests === 1 ? batchWriteItem.answer(request, (id) => (id === "b" ? "throttle" : "accept")) : "500";
    inspector.respond(answer, answer);
    const error = await limitError(send(["a", "b", "c"]));
    expect(error.code).toBe("PART_FAILED");
    expect([error.accepted, error.unknown]).toEqual([[0, 2], [1]]);
    expect(error.parts.map(({ items, state }) => [items, state])).toEqual([
      [[0, 1, 2], "accepted"],
      [[1], "unknown"],
    ]);
  });

  it("leaves no listener at the caller's signal", async () => {
    const { client, send } = await start(batchWriteItem, (_id, time) => (time === 1 ? "throttle" : "accept"));
    eventsOf(client).use(payloadLimit({ resend }));
    const { signal } = new AbortController();
    await send(idsUpTo(60), { abortSignal: signal });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

it.each([
  [{ resend: true }, 'the option "resend" must be an object such as { attempts: 3 }, not true'],
  [{ resend: 3 }, 'the option "resend" must be an object such as { attempts: 3 }, not 3'],
  [{ resend: { attempts: 0 } }, '"attempts" must be a whole number from 1 up, not 0'],
  [{ resend: { attempt: 3 } }, 'has no option "attempt" (did you mean "attempts"?)'],
  [
    { resend: { baseDelay: -1 } },
    '"baseDelay" must be a number of milliseconds from 0 to 2147483647, not -1',
  ],
  [{ resend: { maxDelay: "1s" } }, '"maxDelay" must be a number of milliseconds'],
])("payloadLimit(%j) is refused", (options, message) => {
  // The cast: what JavaScript can give, and TypeScript refuses.
  expect(() => payloadLimit(options as Parameters<typeof payloadLimit>[0])).toThrow(message);
});
