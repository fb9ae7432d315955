import { once } from "node:events";
import { createServer } from "node:http";
import { BedrockRuntimeClient, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { eventsOf, setUrl } from "@tucuxi/events";

// Speaks HTTP/1.1, as most gateways do.
const gateway = createServer((_, response) => void response.end("{}")).listen(4570, "127.0.0.1");
await once(gateway, "listening");
const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const config = { region: "eu-west-1", credentials };

for (const client of [
  new BedrockRuntimeClient(config),
  new BedrockRuntimeClient({ ...config, requestHandler: new NodeHttpHandler() }),
]) {
  eventsOf(client).register("before-sign", function sendToGateway({ request }) {
    setUrl(request, "http://127.0.0.1:4570");
  });
  try {
    const { $metadata } = await client.send(new InvokeModelCommand({ modelId: "orders", body: "{}" }));
    console.log(client.config.requestHandler.constructor.name, $metadata.httpStatusCode);
  } catch (error) {
    console.log(client.config.requestHandler.constructor.name, String(error));
  }
}
gateway.close();
gateway.closeAllConnections();
