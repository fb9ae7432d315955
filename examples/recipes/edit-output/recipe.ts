import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IAM } from "@aws-sdk/client-iam";
import { eventsOf } from "@tucuxi/events";

export function install(iam: IAM, path: string) {
  eventsOf(iam).register("after-call.iam.CreateVirtualMFADevice", async function saveSeed({ parsed }) {
    const device = parsed?.VirtualMFADevice;
    if (device?.Base32StringSeed === undefined) return;
    await writeFile(path, device.Base32StringSeed);
    delete device.Base32StringSeed;
  });
}

export async function run() {
  const [iam, path] = [new IAM(), join(await mkdtemp(join(tmpdir(), "recipe-")), "seed")];
  install(iam, path);
  const output = await iam.createVirtualMFADevice({ VirtualMFADeviceName: "alice" });
  return [output.VirtualMFADevice, await readFile(path, "utf8")];
}
