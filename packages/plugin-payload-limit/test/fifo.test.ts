import { SNS } from "@aws-sdk/client-sns";
import { type SendMessageBatchCommandOutput, SQS } from "@aws-sdk/client-sqs";
import { eventsOf } from "@tucuxi/events";
import { describe, expect, it } from "vitest";
import { type PayloadLimitOptions, payloadLimit } from "../src/index.js";
import { sendMessageBatch, type Verdict } from "./batch-services.js";
import { limitError, startEndpoint, upTo } from "./support.js";

/** A FIFO queue, to which messages are sent by `group` and number: `a0`, `b0`, `a1`. */
async function fifo(
  verdictOf: (id: string, time: number) => Verdict,
  options: PayloadLimitOptions = { resend: { attempts: 3, baseDelay: 0 } },
) {
  const { config, inspector, respondAlways, requests } = await startEndpoint();
  const client = new SQS(config);
  eventsOf(client).use(payloadLimit(options));
  const times = new Map<string, number>();
  const arrived: string[] = [];
  respondAlways((request) =>
    sendMessageBatch.answer(request, (id) => {
      const time = (times.get(id) ?? 0) + 1;
      times.set(id, time);
      const verdict = verdictOf(id, time);
      if (verdict === "accept") arrived.push(id);
      return verdict;
    }),
  );
  const send = (ids: readonly string[]) =>
    client.sendMessageBatch({
      QueueUrl: `${inspector.url}/123456789012/q.fifo`,
      Entries: ids.map((Id) => ({
        Id,
        MessageBody: Id,
        MessageGroupId: Id.charAt(0),
        MessageDeduplicationId: Id,
      })),
    });
  const sent = () => requests.map((request) => sendMessageBatch.idsOf(request));
  return { send, sent, arrived, inspector };
}

/** `a0`, `b0`, `a1`, `b1` ... */
const twoGroups = (count: number): string[] => upTo(count).flatMap((n) => [`a${n}`, `b${n}`]);
const failedOf = (output: SendMessageBatchCommandOutput) => output.Failed?.map(({ Id, Code }) => [Id, Code]);

describe("messages of a FIFO queue, with resend", () => {
  it("are sent again before later messages of the call, so that each group arrives in order", async () => {
    // The last two of a request: no later message of their groups is in it.
    const { send, sent, arrived } = await fifo((id, time) =>
      ["a4", "b4"].includes(id) && time < 3 ? "throttle" : "accept",
    );
    const ids = twoGroups(10);
    const output = await send(ids);
    expect(sent()).toEqual([ids.slice(0, 10), ["a4", "b4"], ["a4", "b4"], ids.slice(10)]);
    expect(arrived).toEqual(ids);
    expect(output.Successful?.map(({ Id }) => Id)).toEqual(ids);
    expect(output.Failed).toEqual([]);
  });

  it("stop in the group whose message fails every time, and go on in the others", async () => {
    const { send, sent, arrived } = await fifo((id) => (id === "a4" ? "throttle" : "accept"));
    const output = await send(twoGroups(10));
    expect(sent().slice(1)).toEqual([["a4"], ["a4"], ["b5", "b6", "b7", "b8", "b9"]]);
    expect(arrived.filter((id) => id.startsWith("a"))).toEqual(["a0", "a1", "a2", "a3"]);
    expect(arrived.filter((id) => id.startsWith("b"))).toHaveLength(10);
    expect(failedOf(output)).toEqual([
      ["a4", "InternalError"],
      ...upTo(10, 5).map((n) => [`a${n}`, "NotSent"]),
    ]);
    expect(output.Failed?.at(-1)?.Message).toBe(
      'Not sent: a message before it in the message group "a" failed, and the group\'s order must be kept',
    );
  });

  it("stop in the group whose message is refused", async () => {
    const { send, sent, arrived } = await fifo((id) => (id === "b4" ? "refuse" : "accept"));
    const output = await send(twoGroups(10));
    expect(sent()).toHaveLength(2);
    expect(arrived.filter((id) => id.startsWith("b"))).toEqual(["b0", "b1", "b2", "b3"]);
    expect(failedOf(output)?.[0]).toEqual(["b4", "InvalidMessageContents"]);
    expect(output.Failed).toHaveLength(6);
  });

  it("are not sent again once the service took a later message of the group: that would turn them around", async () => {
    const { send, sent, arrived } = await fifo((id, time) =>
      id === "a2" && time === 1 ? "throttle" : "accept",
    );
    const output = await send(twoGroups(6));
    expect(sent()).toEqual([twoGroups(5), ["b5"]]);
    expect(arrived.filter((id) => id.startsWith("a"))).toEqual(["a0", "a1", "a3", "a4"]);
    expect(failedOf(output)).toEqual([
      ["a2", "InternalError"],
      ["a5", "NotSent"],
    ]);
  });

  it("are sent again where a later message of the group was refused, after which the group stops", async () => {
    const { send, sent, arrived } = await fifo((id, time) => {
      if (id === "a8" && time === 1) return "throttle";
      return id === "a9" ? "refuse" : "accept";
    });
    const output = await send(upTo(12).map((n) => `a${n}`));
    expect(sent().slice(1)).toEqual([["a8"]]);
    expect(arrived).toEqual(upTo(9).map((n) => `a${n}`));
    expect(failedOf(output)).toEqual([
      ["a9", "InvalidMessageContents"],
      ["a10", "NotSent"],
      ["a11", "NotSent"],
    ]);
  });

  it("count as not sent in the error, if another request fails", async () => {
    const { send, inspector } = await fifo((id) => (id === "a4" ? "refuse" : "accept"));
    inspector.clear();
    inspector.respond(
      (request) => sendMessageBatch.answer(request, (id) => (id === "a4" ? "refuse" : "accept")),
      "500",
    );
    const error = await limitError(send(twoGroups(10)));
    expect(error.refused).toEqual([8]);
    expect(error.unknown).toEqual([11, 13, 15, 17, 19]);
    expect(error.unsent).toEqual([10, 12, 14, 16, 18]);
  });
});

it("a FIFO queue without resend gets all messages, one request after another", async () => {
  const { send, sent } = await fifo((id) => (id === "a4" ? "refuse" : "accept"), {});
  const ids = twoGroups(10);
  const output = await send(ids);
  expect(sent()).toEqual([ids.slice(0, 10), ids.slice(10)]);
  expect(failedOf(output)).toEqual([["a4", "InvalidMessageContents"]]);
});

describe("SNS", () => {
  async function topic(options?: PayloadLimitOptions) {
    const { config, requests } = await startEndpoint();
    const client = new SNS(config);
    eventsOf(client).use(payloadLimit(options));
    const publish = (...lengths: readonly number[]) =>
      client.publishBatch({
        TopicArn: "arn:aws:sns:eu-west-1:123456789012:t",
        PublishBatchRequestEntries: lengths.map((length, n) => ({ Id: `${n}`, Message: "x".repeat(length) })),
      });
    const sent = () =>
      requests.map(({ text }) => [...text.matchAll(/member\.\d+\.Id=(\d+)/g)].map(([, id]) => id).join());
    return { publish, sent };
  }

  it("gets a message of more than 256 KiB in a request of its own: topics may take up to 1 MiB", async () => {
    const { publish, sent } = await topic({ concurrency: 1 });
    await publish(100_000, 300_000, 100_000, 100_000);
    expect(sent()).toEqual(["0", "1", "2,3"]);
    const error = await limitError(publish(10, 1_048_577));
    expect(error.item).toMatchObject({ index: 1, size: 1_048_577, limit: 1_048_576 });
  });

  it("is packed to more where maxBytes alone is raised", async () => {
    const { publish, sent } = await topic({ limits: { "sns.PublishBatch": { maxBytes: 1_048_576 } } });
    await publish(100_000, 300_000, 600_000);
    expect(sent()).toEqual(["0,1,2"]);
  });

  it("takes larger messages too where maxBytes alone is raised above the limit for one", async () => {
    const { publish, sent } = await topic({ limits: { "sns.PublishBatch": { maxBytes: 2_000_000 } } });
    await publish(1_500_000, 400_000);
    expect(sent()).toEqual(["0,1"]);
  });
});
