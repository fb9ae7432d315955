import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { Lambda } from "@aws-sdk/client-lambda";
import { eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import { expect, it } from "vitest";
import { traceHeader } from "../src/index.js";
import { configOf, sent, signatures } from "./clients.js";

/** A proxy that gives each request a trace id of its own, as service meshes and load balancers do. */
async function startRewritingProxy(target: number) {
  const server = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, "x-trace-id": `rewritten-${incoming.headers["x-trace-id"]}` };
    const { method, url } = incoming;
    incoming.pipe(
      httpRequest({ host: "127.0.0.1", port: target, method, path: url, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      }),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

it("a proxy may rewrite the header with signed: false, and breaks the signature of a signed one", async () => {
  await using inspector = await startInspector();
  await using proxy = await startRewritingProxy(inspector.port);
  for (const signed of [true, false]) {
    const client = new Lambda({ ...configOf(inspector), endpoint: proxy.url });
    eventsOf(client).use(traceHeader({ header: "x-trace-id", value: "id", signed }));
    await client.invoke({ FunctionName: "orders", Payload: "{}" });
  }
  expect(sent(inspector, "x-trace-id")).toEqual(["rewritten-id", "rewritten-id"]);
  expect(signatures(inspector)).toEqual(["invalid", "valid"]);
});
