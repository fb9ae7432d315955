import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run, start } from "./processes.js";
import type { RealStore } from "./real-store.js";

const REQUIREMENTS = fileURLToPath(new URL("../../../parity/python/requirements.txt", import.meta.url));

/** From PyPI. It takes all that AWS takes: the plugin must not get into its way. */
export const moto: RealStore = {
  name: "moto",
  version: "5.2.5",
  tools: ["python3"],
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  failing: [],
  missing: [],
  async install(folder) {
    await run("python3", ["-m", "venv", folder]);
    await run(join(folder, "bin", "pip"), ["install", "--quiet", "-r", REQUIREMENTS]);
  },
  start({ folder, port }) {
    return start(join(folder, "bin", "moto_server"), ["-H", "127.0.0.1", "-p", String(port)], port);
  },
};
