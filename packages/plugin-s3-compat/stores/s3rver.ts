import { join } from "node:path";
import { run, start } from "./processes.js";
import type { RealStore } from "./real-store.js";

/** From npm. It stores the framing of a stream in the object, and says 200. */
export const s3rver: RealStore = {
  name: "s3rver",
  version: "3.7.1",
  tools: ["npm"],
  credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
  failing: ["put a stream", "put a file"],
  missing: [],
  async install(folder) {
    await run("npm", ["install", "--no-save", "--no-audit", "--prefix", folder, `s3rver@${this.version}`]);
  },
  start({ folder, data, port }) {
    const program = join(folder, "node_modules", "s3rver", "bin", "s3rver.js");
    return start(process.execPath, [program, "-a", "127.0.0.1", "-p", String(port), "-d", data], port);
  },
};
