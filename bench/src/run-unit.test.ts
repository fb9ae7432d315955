import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { runUnit } from "./run-unit.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bench-test-"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a program of this text. */
function run(text: string, processes = 1, ...args: string[]) {
  writeFileSync(join(folder, "program.js"), text);
  return runUnit(folder, { name: "test", program: "program", args, processes });
}

it("gives the medians of what several processes found, each process with the same arguments", async () => {
  const text = `
    import { appendFileSync, readFileSync } from "node:fs";
    const [file] = process.argv.slice(2);
    appendFileSync(file, "x");
    const [median, ratio] = [[10, 1.1], [90, 0.9], [20, 1.4]][readFileSync(file).length - 1];
    process.send([{ group: "g", what: "w", unit: "ns", median, ratio, over: { what: "b", median: median / 2 } }]);
  `;
  expect(await run(text, 3, join(folder, "count"))).toEqual([
    {
      group: "g",
      what: "w",
      unit: "ns",
      median: 20,
      over: { what: "b", median: 10 },
      ratio: 1.1,
      ratios: [1.1, 0.9, 1.4],
    },
  ]);
});

it("a program can collect garbage, and does not see the user's settings of the SDK", async () => {
  vi.stubEnv("AWS_REGION", "mars-north-1");
  vi.stubEnv("OTEL_TRACES_SAMPLER", "always_off");
  vi.stubEnv("BENCH_TEST", "seen");
  const text = `
    const { AWS_REGION, OTEL_TRACES_SAMPLER, BENCH_TEST } = process.env;
    const what = [typeof gc, AWS_REGION, OTEL_TRACES_SAMPLER, BENCH_TEST].join();
    process.send([{ group: "g", what, median: 1, unit: "ns" }]);
  `;
  expect(await run(text)).toMatchObject([{ what: "function,,,seen" }]);
});

it("fails with a program that fails, or that gives no figures", async () => {
  await expect(run("process.send([]); process.exitCode = 3;")).rejects.toThrow("ended with code 3");
  await expect(run("")).rejects.toThrow("ended with code 0");
  await expect(run("process.kill(process.pid, 'SIGKILL')")).rejects.toThrow("ended with SIGKILL");
});

it("a program may have nothing to measure here", async () => {
  expect(await run("process.send([])")).toEqual([]);
});
