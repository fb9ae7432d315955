import { BedrockRuntime, type Message } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { eventsOf } from "@tucuxi/events";

export function install(bedrock: BedrockRuntime, tenant: string) {
  const pattern = "before-parameter-build.bedrock-runtime.Converse";
  eventsOf(bedrock).register(pattern, function addTenant({ params }) {
    params.requestMetadata = { ...params.requestMetadata, tenant };
  });
}

export async function run() {
  const bedrock = new BedrockRuntime({ requestHandler: new NodeHttpHandler() });
  install(bedrock, "teapots");
  const question: Message = { role: "user", content: [{ text: "How many?" }] };
  await bedrock.converse({ modelId: "model", messages: [question] });
  const requestMetadata = { team: "orders" };
  await bedrock.converse({ modelId: "model", messages: [question], requestMetadata });
}
