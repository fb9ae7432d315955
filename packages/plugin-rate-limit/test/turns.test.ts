import { SSM } from "@aws-sdk/client-ssm";
import { eventsOf } from "@tucuxi/events";
import { type RateLimitOptions, rateLimit, type Wait } from "@tucuxi/plugin-rate-limit";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

// The clock is one of the test's. Nothing is sent, since a network has a clock of its own.
beforeEach(async () => {
  // The SDK reads its files once, and that takes real time.
  const first = limitedClient({ "s3.*": "1/s" });
  first.call("first");
  while (first.times().length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Lets time go by, after all that is under way without it. */
async function advance(milliseconds: number): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  await vi.advanceTimersByTimeAsync(milliseconds);
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

interface Sent {
  readonly name: string;
  readonly at: number;
}

/** A client with limits that notes when each of its attempts is sent. */
function limitedClient(options: RateLimitOptions, status: () => number = () => 200) {
  const client = new SSM({
    region: "eu-west-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
  });
  const sent: Sent[] = [];
  const events = eventsOf(client);
  events.register("before-send.ssm.GetParameter", ({ context }) => {
    sent.push({ name: String(context["name"]), at: performance.now() });
    return { statusCode: status(), body: "{}" };
  });
  events.register("provide-client-params.ssm.GetParameter", ({ params, context }) => {
    context["name"] = params.Name;
  });
  events.use(rateLimit(options));
  const start = performance.now();
  return {
    call: (Name: string): void => void client.getParameter({ Name }).catch(() => {}),
    times: () => sent.map(({ name, at }) => [name, Math.round(at - start)]),
  };
}

it("keeps the order, and lets each go as soon as its limit allows", async () => {
  const { call, times } = limitedClient({ "ssm.*": "2/s" });
  for (const name of ["a", "b", "c", "d"]) call(name);
  await advance(400);
  call("e");
  await advance(3000);
  expect(times()).toEqual([
    ["a", 0],
    ["b", 0],
    ["c", 1000],
    ["d", 1000],
    ["e", 2000],
  ]);
});

it("waits for the slower of two limits, and then for the faster", async () => {
  const { call, times } = limitedClient({ "ssm.*": "2/s", "ssm.GetParameter": "3/10s" });
  for (const name of ["a", "b", "c", "d"]) call(name);
  await advance(12_000);
  expect(times()).toEqual([
    ["a", 0],
    ["b", 0],
    ["c", 1000],
    ["d", 10_000],
  ]);
});

const throws = (): void => {
  throw new Error("no metrics today");
};

it.each([
  ["throws", throws],
  ["is rejected with", async () => throws()],
])("reports each wait when it is over; what the report %s becomes a warning", async (_, fail) => {
  const waits: Omit<Wait, "context">[] = [];
  const warning = vi.spyOn(process, "emitWarning").mockReturnValue();
  const { call } = limitedClient({
    "ssm.*": "1/s",
    onWait: ({ context: _, ...wait }) => {
      waits.push(wait);
      return fail();
    },
  });
  for (const name of ["a", "b", "c"]) call(name);
  await advance(3000);
  const wait = { limit: "ssm.*", service: "ssm", operation: "GetParameter" };
  expect(waits).toEqual([
    { ...wait, milliseconds: 1000, waiting: 1 },
    { ...wait, milliseconds: 2000, waiting: 0 },
  ]);
  expect(warning).toHaveBeenCalledWith(
    "rateLimit(): onWait failed: Error: no metrics today",
    expect.anything(),
  );
});

it("sends less after throttling answers, and slowly more again", async () => {
  let status = 429;
  const { call, times } = limitedClient({ "ssm.*": "8/s", adaptive: true }, () => status);
  const inSecond = (second: number): number =>
    times().filter(([, at]) => Math.floor(Number(at) / 1000) === second).length;
  for (let index = 0; index < 400; index++) call(`${index}`);
  await advance(3999);
  expect([0, 1, 2, 3].map(inSecond)).toEqual([8, 4, 2, 1]);
  status = 200;
  await advance(40_000);
  const later = Array.from({ length: 40 }, (_, index) => inSecond(4 + index));
  expect(later.every((count, index) => index === 0 || count >= (later[index - 1] ?? 0))).toBe(true);
  expect(later.at(-1)).toBe(8);
  expect(later[5]).toBeLessThan(5);
});

it("doesn't adapt unless it is told to", async () => {
  const { call, times } = limitedClient({ "ssm.*": "8/s" }, () => 429);
  for (let index = 0; index < 24; index++) call(`${index}`);
  await advance(2999);
  expect(times()).toHaveLength(24);
});

it("shares a limit through a store, takes all of it and no more", async () => {
  const limiter = new RateLimiterMemory({ points: 10, duration: 1 });
  const clients = Array.from({ length: 2 }, () => limitedClient({ "ssm.*": "10/s", store: () => limiter }));
  for (let index = 0; index < 100; index++) clients[index % 2]?.call(`${index}`);
  await advance(4900);
  const times = clients.map((client) => client.times());
  const all = times.flat().map(([, at]) => Number(at));
  for (const start of all) {
    expect(all.filter((at) => at >= start && at < start + 990).length).toBeLessThanOrEqual(11);
  }
  expect(all.length).toBeGreaterThanOrEqual(48);
  expect(all.length).toBeLessThanOrEqual(50);
  for (const [index, names] of times.entries()) {
    const order = names.map(([name]) => Number(name));
    expect(order).toEqual(order.map((_, place) => place * 2 + index));
  }
});

it("gives the store the limit, and takes what several attempts need at once", async () => {
  const taken: unknown[] = [];
  let remaining = 1000;
  const { call, times } = limitedClient({
    "ssm.*": "1000/2s",
    store: (options) => {
      taken.push(options);
      return {
        consume: async (key, points) => {
          taken.push([key, points]);
          remaining -= points;
          return { remainingPoints: remaining };
        },
        penalty: async () => {},
        reward: async () => {},
      };
    },
  });
  for (let index = 0; index < 300; index++) call(`${index}`);
  await advance(10);
  expect(times()).toHaveLength(300);
  expect(taken).toEqual([
    { points: 1000, duration: 2, keyPrefix: "tucuxi" },
    ["ssm.*", 1],
    ["ssm.*", 249],
    ["ssm.*", 50],
  ]);
});

it("charges the store for what attempts have cost", async () => {
  const charged: unknown[] = [];
  const { call } = limitedClient({
    "ssm.*": { units: 100, per: "1s", cost: () => 2.5 },
    store: () => ({
      consume: async (_, points) => {
        charged.push(["consume", points]);
        return { remainingPoints: 0 };
      },
      penalty: async (_, points) => charged.push(["penalty", points]),
      reward: async (_, points) => charged.push(["reward", points]),
    }),
  });
  for (const name of ["a", "b", "c"]) {
    call(name);
    await advance(1000);
  }
  const total = charged.reduce<number>((sum, entry) => {
    const [kind, points] = entry as [string, number];
    return kind === "reward" ? sum - points : sum + points;
  }, 0);
  expect(total).toBeGreaterThanOrEqual(7);
  expect(total).toBeLessThanOrEqual(8);
});

it("asks the store for whole points when attempts cost nothing", async () => {
  const asked: number[] = [];
  const { call, times } = limitedClient({
    "ssm.*": { units: 1, per: "1s", cost: () => 0 },
    store: () => ({
      consume: async (_, points) => {
        asked.push(points);
        return { remainingPoints: 0 };
      },
      penalty: async (_, points) => asked.push(points),
      reward: async (_, points) => asked.push(points),
    }),
  });
  for (const name of ["a", "b", "c"]) {
    call(name);
    await advance(1000);
  }
  expect(times()).toHaveLength(3);
  expect(asked).toEqual([1, 1, 1, 1, 1, 1]);
});

/** A store that fails, or never answers. */
const broken = {
  fails: { consume: () => Promise.reject(new Error("connection refused")) },
  hangs: { consume: () => new Promise<never>(() => {}) },
};

it.each(["fails", "hangs"] as const)(
  "with a store that %s, goes on as it is told, and says so once",
  async (how) => {
    const warning = vi.spyOn(process, "emitWarning").mockReturnValue();
    const store = () => ({ ...broken[how], penalty: async () => {}, reward: async () => {} });
    const clients = (["local", "open", "fail"] as const).map((onStoreError) =>
      limitedClient({ "ssm.*": "2/s", store, onStoreError }),
    );
    for (let index = 0; index < 6; index++) for (const { call } of clients) call(`${index}`);
    await advance(1500);
    const [local, open, failing] = clients.map(({ times }) => times().length);
    expect(local).toBeLessThanOrEqual(4);
    expect(local).toBeGreaterThanOrEqual(2);
    expect(open).toBe(6);
    expect(failing).toBe(0);
    expect(warning.mock.calls.filter(([line]) => String(line).startsWith("rateLimit()"))).toHaveLength(3);
    expect(warning).toHaveBeenCalledWith(
      expect.stringContaining('the store that shares the limit "ssm.*" failed'),
      expect.objectContaining({ type: "TucuxiWarning" }),
    );
    await advance(8000);
    expect(clients[0]?.times()).toHaveLength(6);
  },
);

it("says why where the store must not fail", async () => {
  const client = new SSM({ region: "eu-west-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } });
  vi.spyOn(process, "emitWarning").mockReturnValue();
  const store = () => ({ ...broken.fails, penalty: async () => {}, reward: async () => {} });
  eventsOf(client).use(rateLimit({ "ssm.*": "2/s", store, onStoreError: "fail" }));
  await expect(client.listDocuments()).rejects.toThrow(
    expect.objectContaining({
      name: "RateLimitError",
      code: "STORE_FAILED",
      limit: "ssm.*",
      cause: new Error("connection refused"),
    }),
  );
});

it("uses the store again when it is back", async () => {
  vi.spyOn(process, "emitWarning").mockReturnValue();
  let isGone = true;
  let asked = 0;
  const { call, times } = limitedClient({
    "ssm.*": "5/s",
    onStoreError: "open",
    store: () => ({
      consume: async () => {
        asked++;
        if (isGone) throw new Error("gone");
        return { remainingPoints: 0 };
      },
      penalty: async () => {},
      reward: async () => {},
    }),
  });
  for (let index = 0; index < 3; index++) call(`${index}`);
  await advance(500);
  expect([asked, times().length]).toEqual([1, 3]);
  isGone = false;
  await advance(1500);
  call("later");
  await advance(10);
  expect([asked, times().length]).toEqual([2, 4]);
});
