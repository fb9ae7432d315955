import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("pnpm demo --page shows the requests in the page until it is stopped", { timeout: 30_000 }, async () => {
  const program = fileURLToPath(new URL("./demo.ts", import.meta.url));
  const child = spawn(process.execPath, ["--no-warnings", "--import", "tsx", program, "--page"]);
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    printed += chunk;
  });
  await expect.poll(() => printed, { timeout: 20_000 }).toContain("Press Ctrl-C");
  expect(printed).toContain("All as it must be");
  const address = new URL(/See the requests at (\S+)/.exec(printed)?.[1] ?? "");
  const opened = await fetch(address);
  expect(await opened.text()).toMatch(/^<!doctype html>/);
  const cookie = opened.headers.get("set-cookie")?.split(";")[0] ?? "";
  const har = await fetch(new URL("api/har", new URL(address.pathname, address)), { headers: { cookie } });
  const { log }: { log: { entries: { comment: string }[] } } = JSON.parse(await har.text());
  expect(log.entries.map(({ comment }) => comment)).toEqual([
    ...Array.from({ length: 3 }, () => "cloudwatch PutMetricData, signature valid"),
    "lambda Invoke, signature valid",
    ...Array.from({ length: 2 }, () => "cloudwatch PutMetricData, signature valid"),
  ]);
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([0, null]);
});
