import { createHash } from "node:crypto";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { eventsOf } from "@tucuxi/events";
import type { InspectedRequest } from "@tucuxi/inspector";
import { describe, expect, it } from "vitest";
import { payloadLimit } from "../src/index.js";
import { json, limitError, sentParams, startEndpoint, upTo } from "./support.js";

const bytes = (length: number, fill = 1): Uint8Array => new Uint8Array(length).fill(fill);

describe("SQS SendMessageBatch", () => {
  const sent = (request: InspectedRequest) =>
    sentParams(request)["Entries"] as { Id: string; MessageBody: string }[];

  async function sqs(strategy: "pessimistic" | "optimistic" = "pessimistic") {
    const endpoint = await startEndpoint();
    const client = new SQS(endpoint.config);
    eventsOf(client).use(payloadLimit({ strategy }));
    return { ...endpoint, client, QueueUrl: `${endpoint.inspector.url}/123456789012/q` };
  }

  it("goes in parts of 10, with successes and failures by id in the order of the entries", async () => {
    const { client, requests, respondAlways, QueueUrl } = await sqs();
    respondAlways((request) => {
      const entries = sent(request);
      const isFailed = ({ Id }: { Id: string }) => Id.endsWith("5");
      return json(200, {
        Successful: entries
          .filter((entry) => !isFailed(entry))
          .map(({ Id, MessageBody }) => ({
            Id,
            MessageId: Id,
            MD5OfMessageBody: createHash("md5").update(MessageBody).digest("hex"),
          })),
        Failed: entries.filter(isFailed).map(({ Id }) => ({ Id, SenderFault: false, Code: "InternalError" })),
      });
    });
    const Entries = upTo(33).map((n) => ({ Id: `m${n}`, MessageBody: `${n}` }));
    const output = await client.sendMessageBatch({ QueueUrl, Entries });
    expect(requests.map((request) => sent(request).length).sort()).toEqual([10, 10, 10, 3]);
    const ids = Entries.map(({ Id }) => Id);
    expect(output.Successful?.map(({ Id }) => Id)).toEqual(ids.filter((id) => !id.endsWith("5")));
    expect(output.Failed?.map(({ Id }) => Id)).toEqual(["m5", "m15", "m25"]);
  });

  it("counts bodies and attributes in UTF-8 to 1 MiB, and no system attributes", async () => {
    const { client, requests, QueueUrl } = await sqs();
    const attribute = { DataType: "String", StringValue: "éé" };
    const half = 524_288 - "n".length - "String".length - 4;
    const entry = (Id: string, more: number) => ({
      Id,
      MessageBody: "x".repeat(half + more),
      MessageAttributes: { n: attribute },
      MessageSystemAttributes: {
        AWSTraceHeader: { DataType: "String", StringValue: "Root=1-5759e988-bd862e3fe1be46a994272793" },
      },
    });
    await client.sendMessageBatch({ QueueUrl, Entries: [entry("a", 0), entry("b", 0)] });
    expect(requests).toHaveLength(1);
    await client.sendMessageBatch({ QueueUrl, Entries: [entry("a", 0), entry("b", 1)] });
    expect(requests).toHaveLength(3);
  });

  it("sends the parts of a FIFO queue one after another", async () => {
    const { client, requests, inspector, QueueUrl } = await sqs();
    inspector.respond("200", "200", "403");
    const Entries = upTo(50).map((n) => ({
      Id: `m${n}`,
      MessageBody: `${n}`,
      MessageGroupId: "g",
      MessageDeduplicationId: `${n}`,
    }));
    const error = await limitError(client.sendMessageBatch({ QueueUrl: `${QueueUrl}.fifo`, Entries }));
    expect(requests.map((request) => sent(request)[0]?.Id)).toEqual(["m0", "m10", "m20"]);
    expect([error.accepted, error.refused, error.unsent]).toEqual([upTo(20), upTo(30, 20), upTo(50, 30)]);
  });

  it.each([
    ["BatchRequestTooLong", "Batch requests cannot be longer than 262144 bytes. You have sent 300000 bytes."],
    ["TooManyEntriesInBatchRequest", "Maximum number of entries per request are 10. You have sent 12."],
  ])("is split when the service answers %s", async (code, message) => {
    const { client, requests, inspector, QueueUrl } = await sqs("optimistic");
    inspector.respond({
      ...json(400, { __type: `com.amazonaws.sqs#${code}`, message }),
      headers: { "x-amzn-query-error": `AWS.SimpleQueueService.${code};Sender` },
    });
    const Entries = upTo(12).map((n) => ({ Id: `m${n}`, MessageBody: `${n}` }));
    const output = await client.sendMessageBatch({ QueueUrl, Entries });
    expect(requests).toHaveLength(3);
    expect(output.Successful?.map(({ Id }) => Id)).toEqual(Entries.map(({ Id }) => Id));
  });

  it("is refused where two entries have one id: nobody could tell their results apart", async () => {
    const { client, requests, QueueUrl } = await sqs();
    const Entries = upTo(12).map((n) => ({ Id: `m${n % 11}`, MessageBody: `${n}` }));
    const error = await limitError(client.sendMessageBatch({ QueueUrl, Entries }));
    expect(error.code).toBe("REPEATED_ID");
    expect(error.message).toContain('Entries[11] has the Id "m0", like an earlier entry');
    expect(error.item).toEqual({ index: 11, path: "Entries[11]" });
    expect(requests).toHaveLength(0);
  });
});

describe("SNS PublishBatch", () => {
  const success = (ids: readonly string[], failed: readonly string[]) => ({
    headers: { "content-type": "text/xml" },
    body: `<PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult>
<Successful>${ids.map((id) => `<member><Id>${id}</Id><MessageId>${id}</MessageId></member>`).join("")}</Successful>
<Failed>${failed.map((id) => `<member><Id>${id}</Id><Code>InternalError</Code><SenderFault>false</SenderFault></member>`).join("")}</Failed>
</PublishBatchResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishBatchResponse>`,
  });

  it("goes in parts of 10 entries, one after another on a FIFO topic, with merged results", async () => {
    const { config, requests, respondAlways } = await startEndpoint();
    const client = new SNS(config);
    eventsOf(client).use(payloadLimit());
    respondAlways(({ text }) => {
      const ids = [...new URLSearchParams(text)].filter(([name]) => name.endsWith(".Id")).map(([, id]) => id);
      return success(ids.slice(1), ids.slice(0, 1));
    });
    const entries = upTo(25).map((n) => ({ Id: `m${n}`, Message: `${n}`, MessageGroupId: "g" }));
    const output = await client.publishBatch({
      TopicArn: "arn:aws:sns:eu-west-1:123456789012:t.fifo",
      PublishBatchRequestEntries: entries,
    });
    const first = requests.map(({ text }) =>
      new URLSearchParams(text).get("PublishBatchRequestEntries.member.1.Id"),
    );
    expect(first).toEqual(["m0", "m10", "m20"]);
    expect(output.Failed?.map(({ Id }) => Id)).toEqual(first);
    expect(output.Successful).toHaveLength(22);
  });

  it("counts messages, subjects and attributes to 262,144 bytes", async () => {
    const { config, requests } = await startEndpoint();
    const client = new SNS(config);
    eventsOf(client).use(payloadLimit());
    const entry = (Id: string, length: number) => ({
      Id,
      Message: "x".repeat(length),
      Subject: "four",
      MessageAttributes: { raw: { DataType: "Binary", BinaryValue: bytes(7) } },
    });
    const rest = 4 + "raw".length + "Binary".length + 7;
    const TopicArn = "arn:aws:sns:eu-west-1:123456789012:t";
    await client.publishBatch({
      TopicArn,
      PublishBatchRequestEntries: [entry("a", 131_072 - rest), entry("b", 131_072 - rest)],
    });
    expect(requests).toHaveLength(1);
    await client.publishBatch({
      TopicArn,
      PublishBatchRequestEntries: [entry("a", 131_072 - rest), entry("b", 131_073 - rest)],
    });
    expect(requests).toHaveLength(3);
  });
});

describe("EventBridge PutEvents", () => {
  it("goes in parts of 10 entries, and the results stand where their entries do", async () => {
    const { config, requests, respondAlways } = await startEndpoint();
    const client = new EventBridge(config);
    eventsOf(client).use(payloadLimit());
    respondAlways((request) => {
      const entries = sentParams(request)["Entries"] as { Source: string }[];
      return json(200, {
        FailedEntryCount: 1,
        Entries: entries.map(({ Source }, index) =>
          index === 1 ? { ErrorCode: "ThrottlingException", ErrorMessage: Source } : { EventId: Source },
        ),
      });
    });
    const Entries = upTo(25).map((n) => ({ Source: `s${n}`, DetailType: "t", Detail: "{}" }));
    const output = await client.putEvents({ Entries });
    expect(requests).toHaveLength(3);
    expect(output.FailedEntryCount).toBe(3);
    expect(output.Entries?.map(({ EventId, ErrorMessage }) => EventId ?? ErrorMessage)).toEqual(
      Entries.map(({ Source }) => Source),
    );
  });

  it("counts entries as the user guide does, to 1,048,576 bytes, and is split when the service takes less", async () => {
    const { config, requests, inspector } = await startEndpoint();
    const client = new EventBridge(config);
    eventsOf(client).use(payloadLimit());
    const entry = (detail: number) => ({
      Time: new Date(0),
      Source: "source",
      DetailType: "type",
      Resources: ["arn"],
      Detail: "x".repeat(detail),
    });
    const rest = 14 + "source".length + "type".length + "arn".length;
    await client.putEvents({ Entries: [entry(524_288 - rest), entry(524_288 - rest)] });
    expect(requests).toHaveLength(1);
    await client.putEvents({ Entries: [entry(524_288 - rest), entry(524_289 - rest)] });
    expect(requests).toHaveLength(3);
    inspector.respond(
      json(400, {
        __type: "ValidationException",
        message: "Total size of the entries in the request is over the limit.",
      }),
    );
    await client.putEvents({ Entries: [entry(200_000), entry(200_000)] });
    expect(requests).toHaveLength(6);
  });
});
