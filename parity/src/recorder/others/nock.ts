import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import nock from "nock";
import { run } from "./scenario.js";

/** nock's recorder, with its defaults and objects as output: nock.ts record|replay FOLDER ENDPOINT */
const [mode, folder = "", endpoint = ""] = process.argv.slice(2);
const file = join(folder, "nock.json");
if (mode === "record") {
  nock.recorder.rec({ output_objects: true, dont_print: true });
  try {
    await run(endpoint);
  } finally {
    await writeFile(file, JSON.stringify(nock.recorder.play()));
  }
} else {
  nock.disableNetConnect();
  nock.define(JSON.parse(await readFile(file, "utf8")));
  await run(endpoint);
}
process.exit();
