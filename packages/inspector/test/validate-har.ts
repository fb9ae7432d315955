import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";

const require = createRequire(import.meta.url);

/** What is wrong with a HAR document by the schema of HAR 1.2. */
export function validateHar(document: unknown): string[] {
  // The schemas are of draft 6, and their formats are written for an older Ajv.
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addMetaSchema(require("ajv/dist/refs/json-schema-draft-06.json"));
  const folder = join(dirname(require.resolve("har-schema/package.json")), "lib");
  for (const file of readdirSync(folder)) {
    if (file.endsWith(".json")) ajv.addSchema(JSON.parse(readFileSync(join(folder, file), "utf8")));
  }
  const validate = ajv.getSchema("har.json");
  if (validate === undefined) throw new Error("the schema of HAR is missing");
  return validate(document) === true
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
