import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { installBuilt } from "./install-built.js";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "bench-test-"));
  mkdirSync(join(root, "packages", "events"), { recursive: true });
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

it("installs what is built, with the exports that are published, and nothing of an earlier run", () => {
  const manifest = {
    name: "@tucuxi/events",
    exports: "./src/index.ts",
    publishConfig: { exports: "./dist/esm/index.js" },
  };
  write("packages/events/package.json", JSON.stringify(manifest));
  write("packages/events/dist/esm/index.js", "export const built = true;");
  write("packages/plugin-later/package.json", '{"name":"@tucuxi/plugin-later"}');
  write("run/node_modules/@tucuxi/gone/package.json", "{}");
  installBuilt(join(root, "packages"), join(root, "run"));
  const read = (file: string): string => readFileSync(join(root, "run/node_modules/@tucuxi", file), "utf8");
  expect(JSON.parse(read("events/package.json")).exports).toBe("./dist/esm/index.js");
  expect(read("events/dist/esm/index.js")).toBe("export const built = true;");
  expect(() => read("plugin-later/package.json")).toThrow("ENOENT");
  expect(() => read("gone/package.json")).toThrow("ENOENT");
});

it("refuses to measure where nothing is built", () => {
  write("packages/events/package.json", '{"name":"@tucuxi/events"}');
  expect(() => installBuilt(join(root, "packages"), join(root, "run"))).toThrow("run pnpm build");
});
