import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventsOf } from "@tucuxi/events";
import { type Recorder, type RecorderOptions, recorder } from "@tucuxi/plugin-recorder";
import { onTestFinished } from "vitest";

type AnyClient = Parameters<typeof eventsOf>[0];

/** A folder of this test alone. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "tucuxi-recorder-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** All that is in a folder, as one text. */
export function contentOf(path: string): string {
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => `${file}\n${readFileSync(file, "latin1")}`)
    .join("\n");
}

/** Whoever answers gets the body that was sent. */
export type Answer = (request: IncomingMessage & { readonly text: string }, response: ServerResponse) => void;

/** A service on this machine; counts its requests. */
export async function service(answer: Answer): Promise<{
  readonly endpoint: string;
  readonly requests: string[];
  stop(): Promise<void>;
}> {
  const requests: string[] = [];
  const server: Server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    requests.push(text);
    answer(Object.assign(request, { text }), response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  onTestFinished(stop);
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, stop };
}

export const credentials = {
  accessKeyId: "AKIDREALREALREAL",
  secretAccessKey: "a-secret-access-key-of-somebody",
};

/** What a client has that sends. */
export function live(endpoint: string) {
  return { endpoint, region: "eu-central-1", credentials, maxAttempts: 3 };
}

/** Installs a recorder on clients. */
export function recording(options: RecorderOptions, ...clients: AnyClient[]): Recorder {
  const plugin = recorder(options);
  for (const client of clients) eventsOf(client).use(plugin);
  return plugin;
}
