/**
 * Proves the services of one folder, one after another. Prints each result or error as a line of JSON.
 *
 *     node worker.js services|secrets FOLDER PACKAGE…
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ServiceModel } from "../pre-schema/model-schemas.js";
import { preSchemaService } from "../pre-schema/pre-schema-service.js";
import { proveSecrets } from "../secrets/prove-secrets.js";
import { freeze } from "./frozen.js";
import { Proof } from "./prove.js";
import { serviceOf } from "./sdk.js";

// Over this many calls, warnings are only noise.
process.env["AWS_EC2_METADATA_DISABLED"] = "true";
process.removeAllListeners("warning");
freeze();

const [what, folder = "", ...names] = process.argv.slice(2);
for (const name of names) {
  const line = await prove(name).catch((error: unknown) => ({
    name,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }));
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function prove(name: string): Promise<unknown> {
  const fromFolder = createRequire(join(folder, "package.json"));
  const path = fromFolder.resolve(name);
  const fromClient = createRequire(path);
  const manifest = join(folder, "node_modules", name, "package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  const module: Readonly<Record<string, unknown>> = fromFolder(name);
  const model = new URL(`./models/${name}.json`, import.meta.url);
  const service = existsSync(model)
    ? preSchemaService(name, version, module, {
        model: JSON.parse(readFileSync(model, "utf8")) as ServiceModel,
        protocol: readdirSync(join(folder, "node_modules", name, "dist-es/protocols"))[0] ?? "",
      })
    : serviceOf(name, version, module, fromClient("@aws-sdk/core/protocols"));
  return what === "secrets" ? proveSecrets(service) : new Proof(service).run();
}
