import { join } from "node:path";
import { eventsOf } from "@tucuxi/events";
import { recorder } from "@tucuxi/plugin-recorder";
import { run } from "./scenario.js";

/** Tucuxi's recorder, with its defaults: tucuxi.ts record|replay FOLDER ENDPOINT */
const [mode, folder = "", endpoint = ""] = process.argv.slice(2);
const recording = recorder({
  file: join(folder, "cassette.json"),
  mode: mode === "record" ? "record" : "replay",
});
await run(endpoint, (client) => void eventsOf(client).use(recording));
await recording.save();
