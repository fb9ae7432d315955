/** Sends Bedrock calls to a gateway: its address, its key in place of AWS's signature, and a header for its bill. */
import { BedrockRuntime, ConverseCommand, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { eventsOf, setUrl, UNSIGNED, withContext } from "@tucuxi/events";
import { definePlugin } from "@tucuxi/events/plugin";
import { startInspector } from "@tucuxi/inspector";

const gateway = (url: string, key: string) =>
  definePlugin({
    name: "llm-gateway",
    register(events) {
      // Nothing is signed, so no AWS credentials are looked for either.
      events.register("choose-signer.bedrock-runtime", function signNothing() {
        return UNSIGNED;
      });
      events.register("before-send.bedrock-runtime", function sendToGateway({ request, context }) {
        setUrl(request, url + request.path);
        request.headers["authorization"] = `Bearer ${key}`;
        if (typeof context["team"] === "string") request.headers["x-team"] = context["team"];
      });
    },
  });

/** Stands for the gateway: a server that answers as Bedrock does. */
await using server = await startInspector();
server.respond(
  { body: '{"output":{"message":{"role":"assistant","content":[{"text":"40"}]}},"usage":{"totalTokens":9}}' },
  { headers: { "content-type": "application/json" }, body: '{"embedding":[0.25,0.5]}' },
);

const bedrock = new BedrockRuntime({
  region: "eu-west-1",
  // The client speaks HTTP/2, which few gateways do. This is HTTP/1.1.
  requestHandler: new NodeHttpHandler(),
});
eventsOf(bedrock).use(gateway(`${server.url}/llm`, "key-1"));

const question = new ConverseCommand({
  modelId: "amazon.nova-lite-v1:0",
  messages: [{ role: "user", content: [{ text: "How many orders?" }] }],
});
const { output, usage } = await bedrock.send(withContext(question, { team: "orders" }));
console.log(output?.message?.content, usage?.totalTokens);

const embedding = new InvokeModelCommand({
  modelId: "amazon.titan-embed-text-v2:0",
  body: '{"inputText":"orders"}',
});
console.log((await bedrock.send(embedding)).body.transformToString());

for (const { path, headers } of server.requests) {
  console.log(path, headers["authorization"], headers["x-team"] ?? "-");
}
