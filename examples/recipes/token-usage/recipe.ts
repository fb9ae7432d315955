import { BedrockRuntime, type Message } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { Session } from "@tucuxi/events";

export function install(session: Session, totals: { tokens: number }) {
  const events = session.events.for<BedrockRuntime>();
  events.register("after-call.bedrock-runtime.Converse", function addUsage({ parsed }) {
    totals.tokens += parsed?.usage?.totalTokens ?? 0;
  });
}

export async function run() {
  const [session, totals] = [new Session(), { tokens: 0 }];
  install(session, totals);
  const bedrock = session.client(BedrockRuntime, { requestHandler: new NodeHttpHandler() });
  const question: Message = { role: "user", content: [{ text: "How many orders?" }] };
  await bedrock.converse({ modelId: "model", messages: [question] });
  await bedrock.converse({ modelId: "model", messages: [question] });
  return totals;
}
