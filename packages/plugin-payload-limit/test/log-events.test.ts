import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { eventsOf } from "@tucuxi/events";
import type { InspectedRequest } from "@tucuxi/inspector";
import { describe, expect, it } from "vitest";
import { payloadLimit } from "../src/index.js";
import { json, limitError, sentParams, startEndpoint, upTo } from "./support.js";

describe("CloudWatch Logs PutLogEvents", () => {
  async function logs() {
    const endpoint = await startEndpoint();
    const client = new CloudWatchLogs(endpoint.config);
    eventsOf(client).use(payloadLimit());
    const put = (logEvents: { timestamp: number; message: string }[]) =>
      client.putLogEvents({ logGroupName: "g", logStreamName: "s", logEvents });
    return { ...endpoint, put };
  }

  const sent = (request: InspectedRequest | undefined) =>
    sentParams(request)["logEvents"] as { timestamp: number }[];

  it("counts messages in UTF-8 and 26 bytes for each, to 1,048,576 bytes", async () => {
    const { put, requests } = await logs();
    const fits = { timestamp: 1, message: "é".repeat((524_288 - 26) / 2) };
    await put([fits, fits]);
    expect(requests).toHaveLength(1);
    await put([fits, { ...fits, message: `${fits.message}x` }]);
    expect(requests).toHaveLength(3);
  });

  it("goes in parts of 10,000 events, one after another", async () => {
    const { put, requests } = await logs();
    await put(upTo(25_000).map((timestamp) => ({ timestamp, message: "m" })));
    expect(requests.map((request) => sent(request).length)).toEqual([10_000, 10_000, 5000]);
    expect(requests.flatMap(sent).map(({ timestamp }) => timestamp)).toEqual(upTo(25_000));
  });

  it("goes in parts of 24 hours", async () => {
    const { put, requests } = await logs();
    const hour = 3_600_000;
    await put([0, 1, 24, 24.1, 48.1, 48.2].map((hours) => ({ timestamp: hours * hour, message: "m" })));
    expect(requests.map((request) => sent(request).map(({ timestamp }) => timestamp / hour))).toEqual([
      [0, 1, 24],
      [24.1, 48.1],
      [48.2],
    ]);
  });

  it("gives the positions of rejected events as those of the whole call", async () => {
    const { put, inspector } = await logs();
    inspector.respond(
      json(200, {
        nextSequenceToken: "1",
        rejectedLogEventsInfo: { tooOldLogEventEndIndex: 10_000, expiredLogEventEndIndex: 40 },
      }),
      json(200, {
        nextSequenceToken: "2",
        rejectedLogEventsInfo: { tooOldLogEventEndIndex: 5, tooNewLogEventStartIndex: 9990 },
      }),
      json(200, { nextSequenceToken: "3", rejectedLogEventsInfo: { tooNewLogEventStartIndex: 0 } }),
    );
    const { $metadata, ...output } = await put(
      upTo(25_000).map((timestamp) => ({ timestamp, message: "m" })),
    );
    expect(output).toEqual({
      nextSequenceToken: "3",
      rejectedLogEventsInfo: {
        tooOldLogEventEndIndex: 10_005,
        expiredLogEventEndIndex: 40,
        tooNewLogEventStartIndex: 19_990,
      },
    });
  });

  it("counts rejected events as refused when another part fails", async () => {
    const { put, inspector } = await logs();
    inspector.respond(
      json(200, { rejectedLogEventsInfo: { tooOldLogEventEndIndex: 3, tooNewLogEventStartIndex: 9998 } }),
      "403",
    );
    const error = await limitError(put(upTo(10_001).map((timestamp) => ({ timestamp, message: "m" }))));
    expect(error.accepted).toEqual(upTo(9998, 3));
    expect(error.refused).toEqual([0, 1, 2, 9998, 9999, 10_000]);
  });

  it("is refused before anything is sent where the events are not in order, which the service demands", async () => {
    const { put, requests } = await logs();
    const logEvents = upTo(10_001).map((timestamp) => ({ timestamp, message: "m" }));
    logEvents[7000] = { timestamp: 1, message: "m" };
    const error = await limitError(put(logEvents));
    expect([error.code, error.item]).toEqual(["NOT_IN_ORDER", { index: 7000, path: "logEvents[7000]" }]);
    expect(requests).toHaveLength(0);
    await put(logEvents.slice(6000, 8000));
    expect(requests).toHaveLength(1);
  });
});
