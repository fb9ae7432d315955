import { Firehose } from "@aws-sdk/client-firehose";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { eventsOf } from "@tucuxi/events";
import type { InspectedRequest } from "@tucuxi/inspector";
import { describe, expect, it } from "vitest";
import { payloadLimit } from "../src/index.js";
import { json, limitError, sentParams, startEndpoint, upTo } from "./support.js";

const bytes = (length: number, fill = 1): Uint8Array => new Uint8Array(length).fill(fill);

describe("Kinesis PutRecords", () => {
  async function kinesis() {
    const endpoint = await startEndpoint();
    // Its default handler speaks HTTP/2, which the endpoint does not.
    const client = new Kinesis({ ...endpoint.config, requestHandler: new NodeHttpHandler() });
    eventsOf(client).use(payloadLimit());
    return { ...endpoint, client };
  }

  const sent = (request: InspectedRequest) => sentParams(request)["Records"] as { PartitionKey: string }[];

  it("goes in parts of 500, and the results stand where their records do", async () => {
    const { client, requests, respondAlways } = await kinesis();
    respondAlways((request) => {
      const results = sent(request).map(({ PartitionKey }) =>
        PartitionKey.endsWith("7")
          ? { ErrorCode: "ProvisionedThroughputExceededException", ErrorMessage: PartitionKey }
          : { SequenceNumber: PartitionKey, ShardId: "shardId-0" },
      );
      const FailedRecordCount = results.filter(({ ErrorCode }) => ErrorCode !== undefined).length;
      return json(200, { FailedRecordCount, Records: results, EncryptionType: "KMS" });
    });
    const output = await client.putRecords({
      StreamName: "s",
      Records: upTo(1200).map((n) => ({ PartitionKey: `${n}`, Data: bytes(1) })),
    });
    expect(requests.map((request) => sent(request).length).sort()).toEqual([200, 500, 500]);
    expect(output.FailedRecordCount).toBe(120);
    expect(output.EncryptionType).toBe("KMS");
    expect(output.Records?.map(({ SequenceNumber, ErrorMessage }) => SequenceNumber ?? ErrorMessage)).toEqual(
      upTo(1200).map(String),
    );
  });

  it("counts the bytes of records and partition keys before they are encoded, to 10 MiB", async () => {
    const { client, requests } = await kinesis();
    const megabyte = { PartitionKey: "keyy", Data: bytes(1_048_572) };
    await client.putRecords({ StreamName: "s", Records: upTo(10).map(() => megabyte) });
    expect(requests).toHaveLength(1);
    await client.putRecords({
      StreamName: "s",
      Records: [...upTo(10).map(() => megabyte), { ...megabyte, Data: bytes(0) }],
    });
    expect(requests).toHaveLength(3);
  });

  it("says which records of the answered parts the service has, when another part fails", async () => {
    const { client, inspector } = await kinesis();
    inspector.respond(
      json(200, {
        FailedRecordCount: 1,
        Records: upTo(500).map((n) => (n === 3 ? { ErrorCode: "InternalFailure" } : { SequenceNumber: "1" })),
      }),
      "403",
      "403",
    );
    const error = await limitError(
      client.putRecords({
        StreamName: "s",
        Records: upTo(600).map((n) => ({ PartitionKey: `${n}`, Data: bytes(1) })),
      }),
    );
    const first = error.parts[0]?.state === "accepted" ? [0, 500] : [500, 600];
    expect(error.accepted).toEqual(upTo(first[1] ?? 0, first[0]).filter((n) => n !== (first[0] ?? 0) + 3));
    expect(error.refused).toContain((first[0] ?? 0) + 3);
    expect(error.accepted.length + error.refused.length).toBe(600);
  });
});

describe("Firehose PutRecordBatch", () => {
  it("goes in parts of 500 records and 4 MiB, with merged results", async () => {
    const { config, requests, respondAlways } = await startEndpoint();
    const client = new Firehose(config);
    eventsOf(client).use(payloadLimit());
    respondAlways((request) => {
      const records = sentParams(request)["Records"] as { Data: string }[];
      return json(200, {
        FailedPutCount: 1,
        Encrypted: true,
        RequestResponses: records.map(({ Data }, index) =>
          index === 0 ? { ErrorCode: "ServiceUnavailableException" } : { RecordId: `${Data.length}` },
        ),
      });
    });
    const Records = upTo(9).map((n) => ({ Data: bytes(1_000_000, n) }));
    const output = await client.putRecordBatch({ DeliveryStreamName: "d", Records });
    expect(requests).toHaveLength(3);
    expect(output).toMatchObject({ FailedPutCount: 3, Encrypted: true });
    expect(output.RequestResponses?.map(({ ErrorCode }) => ErrorCode !== undefined)).toEqual(
      upTo(9).map((n) => n % 4 === 0),
    );
  });

  it("names a record of more than 1,000 KiB", async () => {
    const { config, requests } = await startEndpoint();
    const client = new Firehose(config);
    eventsOf(client).use(payloadLimit());
    const Records = [{ Data: bytes(1_024_000) }, { Data: bytes(1_024_001) }];
    const error = await limitError(client.putRecordBatch({ DeliveryStreamName: "d", Records }));
    expect(error.item).toEqual({
      index: 1,
      path: "Records[1]",
      size: 1_024_001,
      limit: 1_024_000,
      unit: "bytes",
    });
    expect(requests).toHaveLength(0);
  });
});
