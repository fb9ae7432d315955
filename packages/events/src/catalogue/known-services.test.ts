import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SERVICE_ALIASES } from "./service-names.js";

test("the types of patterns know the same older names of services as the emitter", () => {
  const source = readFileSync(new URL("known-services.generated.ts", import.meta.url), "utf8");
  const table = /interface OlderNames \{\n(.*?)\n\}/s.exec(source)?.[1] ?? "";
  const older = [...table.matchAll(/readonly "?([\w-]+)"?: (.*);/g)].flatMap(([, service, names = ""]) =>
    [...names.matchAll(/"(.*?)"/g)].map(([, name]) => [name, service]),
  );
  expect(Object.fromEntries(older)).toEqual(SERVICE_ALIASES);
});
