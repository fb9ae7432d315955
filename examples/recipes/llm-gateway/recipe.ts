import { BedrockRuntime, type Message } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { eventsOf, setUrl, UNSIGNED } from "@tucuxi/events";

export function install(bedrock: BedrockRuntime, gateway: string, key: string) {
  const events = eventsOf(bedrock);
  events.register("choose-signer.bedrock-runtime.*", () => UNSIGNED);
  events.register("before-send.bedrock-runtime.*", function sendToGateway({ request }) {
    setUrl(request, gateway + request.path);
    request.headers["authorization"] = `Bearer ${key}`;
  });
}

export async function run(gateway: string) {
  const bedrock = new BedrockRuntime({ requestHandler: new NodeHttpHandler() });
  install(bedrock, `${gateway}/llm`, "key-1");
  const question: Message = { role: "user", content: [{ text: "How many orders?" }] };
  const answer = await bedrock.converse({ modelId: "model", messages: [question] });
  return answer.output?.message?.content;
}
