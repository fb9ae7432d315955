import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { OPERATIONS } from "../test/operations.js";
import { run, start } from "./processes.js";
import type { RealStore } from "./real-store.js";

const ARTIFACT = "org.gaul:s3proxy";

/** From Maven Central. It refuses each header of checksums, and has no CORS. */
export const s3proxy: RealStore = {
  name: "S3Proxy",
  version: "2.6.0",
  tools: ["java", "mvn"],
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  failing: Object.keys(OPERATIONS),
  missing: ["PutBucketCors"],
  async install(folder) {
    const artifact = `-Dartifact=${ARTIFACT}:${this.version}:jar:jar-with-dependencies`;
    await writeFile(join(folder, "pom.xml"), POM);
    await run("mvn", [
      "--quiet",
      "-f",
      join(folder, "pom.xml"),
      "dependency:copy",
      artifact,
      `-DoutputDirectory=${folder}`,
    ]);
  },
  async start({ folder, data, port }) {
    const { accessKeyId, secretAccessKey } = this.credentials;
    const properties = join(folder, "s3proxy.properties");
    const lines = [
      "s3proxy.authorization=aws-v2-or-v4",
      `s3proxy.endpoint=http://127.0.0.1:${port}`,
      `s3proxy.identity=${accessKeyId}`,
      `s3proxy.credential=${secretAccessKey}`,
      "jclouds.provider=filesystem",
      "jclouds.identity=none",
      "jclouds.credential=none",
      `jclouds.filesystem.basedir=${data}`,
    ];
    await writeFile(properties, `${lines.join("\n")}\n`);
    const jar = join(folder, `s3proxy-${this.version}-jar-with-dependencies.jar`);
    return start("java", ["-jar", jar, "--properties", properties], port);
  },
};

/** Maven's plugins run in a project. */
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>local</groupId><artifactId>store</artifactId><version>1</version>
</project>
`;
