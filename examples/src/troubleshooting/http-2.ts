import { BedrockRuntimeClient, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { eventsOf, setUrl } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";

// Speaks HTTP/1.1, as most gateways do.
await using gateway = await startInspector();
const config = { region: "eu-west-1", credentials: gateway.credentials };

for (const client of [
  new BedrockRuntimeClient(config),
  new BedrockRuntimeClient({ ...config, requestHandler: new NodeHttpHandler() }),
]) {
  eventsOf(client).register("before-sign", function sendToGateway({ request }) {
    setUrl(request, gateway.url);
  });
  try {
    const { $metadata } = await client.send(new InvokeModelCommand({ modelId: "orders", body: "{}" }));
    console.log(client.config.requestHandler.constructor.name, $metadata.httpStatusCode);
  } catch (error) {
    console.log(client.config.requestHandler.constructor.name, String(error));
  }
}
