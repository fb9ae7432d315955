import { BedrockRuntime, ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import { stub } from "@tucuxi/plugin-stubber";
import { expect, it } from "vitest";

it("streams events", async () => {
  const client = new BedrockRuntime({});
  using bedrock = stub(client);
  bedrock
    .on(ConverseStreamCommand)
    .streams([
      { contentBlockDelta: { contentBlockIndex: 0, delta: { text: "Hello, " } } },
      { contentBlockDelta: { contentBlockIndex: 0, delta: { text: "world" } } },
      { messageStop: { stopReason: "end_turn" } },
    ]);

  const { stream } = await client.converseStream({ modelId: "model", messages: [] });
  let text = "";
  for await (const { contentBlockDelta } of stream ?? []) text += contentBlockDelta?.delta?.text ?? "";
  expect(text).toBe("Hello, world");
});
