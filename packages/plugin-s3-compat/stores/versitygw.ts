import { join } from "node:path";
import { run, start } from "./processes.js";
import type { RealStore } from "./real-store.js";

/** From the Go module proxy. It follows AWS closely, and checks checksums and signatures. */
export const versitygw: RealStore = {
  name: "versitygw",
  version: "1.8.0",
  tools: ["go"],
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  failing: [],
  missing: [],
  async install(folder) {
    await run("go", ["install", `github.com/versity/versitygw/cmd/versitygw@v${this.version}`], {
      GOBIN: folder,
    });
  },
  start({ folder, data, port }) {
    const { accessKeyId, secretAccessKey } = this.credentials;
    return start(join(folder, "versitygw"), ["--port", `127.0.0.1:${port}`, "posix", data], port, {
      ROOT_ACCESS_KEY: accessKeyId,
      ROOT_SECRET_KEY: secretAccessKey,
    });
  },
};
