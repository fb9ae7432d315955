import NodeHttpAdapter from "@pollyjs/adapter-node-http";
import { Polly, type PollyConfig } from "@pollyjs/core";
import FSPersister from "@pollyjs/persister-fs";
import { run } from "./scenario.js";

// Their types describe CommonJS modules with a default export, but Node.js loads the modules directly.
type AdapterClass = NonNullable<PollyConfig["adapters"]>[number];
type PersisterClass = NonNullable<PollyConfig["persister"]>;

/** Polly.js, with its defaults: polly.ts record|replay FOLDER ENDPOINT */
const [mode, recordingsDir = "", endpoint = ""] = process.argv.slice(2);
const polly = new Polly("scenario", {
  mode: mode === "record" ? "record" : "replay",
  adapters: [NodeHttpAdapter as unknown as AdapterClass],
  persister: FSPersister as unknown as PersisterClass,
  persisterOptions: { fs: { recordingsDir } },
  recordIfMissing: false,
  logLevel: "silent",
});
await run(endpoint).finally(() => polly.stop());
