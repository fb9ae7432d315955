import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withGenerated } from "../../docs/src/generated-parts.js";
import { LIBRARIES, librariesTable, manifest, TOOLS } from "../src/libraries.js";

const PAGE = join(import.meta.dirname, "../../docs/compatibility.md");

test("docs/compatibility.md names each library that is tried, in the version that is installed", async () => {
  const page = withGenerated(readFileSync(PAGE, "utf8"), { libraries: librariesTable() });
  await expect(page).toMatchFileSnapshot(PAGE);
});

test("each library that is listed is tried, and each that is installed is listed", () => {
  const tests = readdirSync(import.meta.dirname)
    .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"))
    .join("\n");
  expect(
    Object.keys(LIBRARIES).filter(
      (name) => !tests.includes(`from "${name}"`) && !tests.includes(`require("${name}")`),
    ),
  ).toEqual([]);
  const others = Object.keys(manifest().dependencies).filter(
    (name) => !name.startsWith("@aws-sdk/client-") && !name.startsWith("@tucuxi/") && !TOOLS.includes(name),
  );
  expect(others.toSorted()).toEqual(Object.keys(LIBRARIES).toSorted());
});
