import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isInstalled, run, type Started, start } from "./processes.js";
import type { RealStore } from "./real-store.js";

const PROGRAMS = ["radosgw", "ceph-mon", "ceph-osd", "ceph"];

/** From Debian: a gateway, and the smallest cluster behind it, in memory. It wants the length of a stream. */
export const ceph: RealStore = {
  name: "Ceph",
  version: "of Debian",
  preset: "ceph",
  tools: ["apt-get"],
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  failing: ["put a stream", "put a file"],
  missing: [],
  async install() {
    const found = await Promise.all(PROGRAMS.map(isInstalled));
    if (found.every(Boolean)) return;
    await run("apt-get", ["update"]);
    const packages = ["radosgw", "ceph-mon", "ceph-osd", "ceph-common"];
    await run("apt-get", ["install", "--yes", "--no-install-recommends", ...packages], {
      DEBIAN_FRONTEND: "noninteractive",
    });
  },
  async start({ data, port, freePort }) {
    const monitorPort = await freePort();
    const fsid = randomUUID();
    const env = { CEPH_CONF: join(data, "ceph.conf") };
    for (const folder of ["mon", "osd", "rgw"]) await mkdir(join(data, folder));
    await writeFile(env.CEPH_CONF, configuration(data, fsid, monitorPort));
    const servers: Started[] = [];
    const stop = async () => {
      for (const server of servers.reverse()) await server.stop();
    };
    try {
      const map = join(data, "monmap");
      await run(
        "monmaptool",
        ["--create", "--fsid", fsid, "--addv", "a", `v1:127.0.0.1:${monitorPort}`, map],
        env,
      );
      await run("ceph-mon", ["--mkfs", "-i", "a", "--monmap", map], env);
      servers.push(await start("ceph-mon", ["-f", "-i", "a"], monitorPort, env));

      const osd = randomUUID();
      const osdPort = await freePort();
      const osdArgs = [
        "-i",
        "0",
        "--ms_bind_port_min",
        String(osdPort),
        "--ms_bind_port_max",
        String(osdPort + 20),
      ];
      await run("ceph", ["osd", "new", osd], env);
      await run("ceph-osd", ["-i", "0", "--mkfs", "--osd-uuid", osd], env);
      servers.push(await start("ceph-osd", ["-f", ...osdArgs], osdPort, env));

      const { accessKeyId, secretAccessKey } = this.credentials;
      const user = [
        "--uid=test",
        "--display-name=test",
        `--access-key=${accessKeyId}`,
        `--secret=${secretAccessKey}`,
      ];
      await run("radosgw-admin", ["user", "create", ...user], env);
      const frontend = `--rgw_frontends=beast endpoint=127.0.0.1:${port}`;
      servers.push(await start("radosgw", ["-f", "-n", "client.rgw", frontend], port, env));
      return { output: () => servers.map((server) => server.output()).join(""), stop };
    } catch (error) {
      await stop();
      throw error;
    }
  },
};

/** One monitor, one disk in memory, one copy of everything, no authentication within. */
function configuration(data: string, fsid: string, monitorPort: number): string {
  return `[global]
fsid = ${fsid}
mon_host = v1:127.0.0.1:${monitorPort}
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_msgr2 = false
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 1000
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_crush_chooseleaf_type = 0
osd_objectstore = memstore
memstore_device_bytes = 1073741824
run_dir = ${data}
admin_socket = ${data}/$name.asok
pid_file = ${data}/$name.pid
log_file = ${data}/$name.log
mon_cluster_log_file = ${data}/cluster.log
mon_data = ${data}/mon
osd_data = ${data}/osd
rgw_data = ${data}/rgw
`;
}
