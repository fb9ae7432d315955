import { setTimeout } from "node:timers/promises";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import AWSXRay from "aws-xray-sdk-core";
import { afterEach, expect, it, vi } from "vitest";
import { traceHeader, xray } from "../src/index.js";
import { lambdaOf, s3Of, sent, signatures, signedNames } from "./clients.js";

const ROOT = "1-67891233-abcdef012345678912345678";

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Runs code in a segment, as X-Ray's own middlewares for web frameworks do. */
function inSegment<T>(segment: AWSXRay.Segment, run: () => Promise<T>): Promise<T> {
  return AWSXRay.getNamespace().runPromise(async () => {
    AWSXRay.setSegment(segment);
    const result = await run();
    segment.close();
    return result;
  });
}

it("the current segment is the parent, unsigned, as AWS signatures never cover this header", async () => {
  await using inspector = await startInspector({ verify: "enforce" });
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ value: xray() }));
  const segment = new AWSXRay.Segment("web", ROOT);
  await inSegment(segment, () => client.listFunctions());
  expect(sent(inspector, "x-amzn-trace-id")).toEqual([`Root=${ROOT};Parent=${segment.id};Sampled=1`]);
  expect(signedNames(inspector)[0]).not.toContain("x-amzn-trace-id");
  expect(signatures(inspector)).toEqual(["valid"]);
});

it("the current subsegment is the parent, across awaits, attempts and concurrent calls", async () => {
  await using inspector = await startInspector({ respond: ["500", "200", "500"] });
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ value: xray() }));
  const segment = new AWSXRay.Segment("web", ROOT);
  const ids: string[] = [];
  await inSegment(segment, () =>
    Promise.all(
      Array.from({ length: 10 }, (_, call) =>
        AWSXRay.captureAsyncFunc(`call ${call}`, async (subsegment) => {
          ids[call] = subsegment?.id ?? "";
          await setTimeout(call % 3);
          await client.invoke({ FunctionName: `f${call}` });
          subsegment?.close();
        }),
      ),
    ),
  );
  expect(inspector.requests).toHaveLength(12);
  for (const { path, headers } of inspector.requests) {
    const call = Number(/f(\d+)/.exec(path)?.[1]);
    expect(headers["x-amzn-trace-id"]).toBe(`Root=${ROOT};Parent=${ids[call]};Sampled=1`);
  }
});

it("an unsampled segment says so, and further fields of the incoming header go on", async () => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ value: xray() }));
  const segment = new AWSXRay.Segment("web", ROOT);
  segment.notTraced = true;
  segment.additionalTraceData = { Lineage: "a87bd80c:1", Tenant: "a" };
  await inSegment(segment, () => client.listFunctions());
  expect(sent(inspector, "x-amzn-trace-id")).toEqual([
    `Root=${ROOT};Parent=${segment.id};Sampled=0;Lineage=a87bd80c:1;Tenant=a`,
  ]);
});

it("is the header that X-Ray's own captureAWSv3Client makes of the same segment, but for the subsegment", async () => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  const captured = AWSXRay.captureAWSv3Client(lambdaOf(inspector));
  eventsOf(client).use(traceHeader({ value: xray() }));
  const segment = new AWSXRay.Segment("web", ROOT);
  segment.additionalTraceData = { Lineage: "a87bd80c:1" };
  await inSegment(segment, async () => {
    await client.listFunctions();
    await captured.listFunctions();
  });
  const [ours, theirs] = sent(inspector, "x-amzn-trace-id");
  const subsegment = segment.subsegments?.[0]?.id ?? "none";
  expect(ours).toBe(theirs?.replace(subsegment, segment.id));
});

it("what captureAWSv3Client set stays, since it names the call's own subsegment", async () => {
  await using inspector = await startInspector();
  const client = AWSXRay.captureAWSv3Client(lambdaOf(inspector));
  eventsOf(client).use(traceHeader({ value: xray() }));
  const segment = new AWSXRay.Segment("web", ROOT);
  await inSegment(segment, () => client.listFunctions());
  const subsegment = segment.subsegments?.[0]?.id ?? "none";
  expect(sent(inspector, "x-amzn-trace-id")).toEqual([`Root=${ROOT};Parent=${subsegment};Sampled=1`]);
});

it("outside of a segment nothing is sent, and X-Ray reports no missing context", async () => {
  await using inspector = await startInspector();
  const reports: string[] = [];
  AWSXRay.setContextMissingStrategy((message) => reports.push(message));
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ value: xray() }));
  await client.listFunctions();
  expect(sent(inspector, "x-amzn-trace-id")).toEqual([undefined]);
  expect(reports).toEqual([]);
});

it("can go under another name, for proxies, signed", async () => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ header: "X-Proxy-Trace", value: xray() }));
  const segment = new AWSXRay.Segment("web", ROOT);
  await inSegment(segment, () => client.listFunctions());
  expect(sent(inspector, "x-proxy-trace")).toEqual([`Root=${ROOT};Parent=${segment.id};Sampled=1`]);
  expect(sent(inspector, "x-amzn-trace-id")).toEqual([undefined]);
  expect(signedNames(inspector)).toEqual([expect.arrayContaining(["x-proxy-trace"])]);
  expect(signatures(inspector)).toEqual(["valid"]);
});

it.each([true, false])(
  "a header that a handler set stays, and with override keeps the fields of its own (signed: %s)",
  async (signed) => {
    await using inspector = await startInspector();
    const there = "Root=1-00000000-111111111111111111111111;Parent=2222222222222222;Sampled=0;Tenant=a";
    const segment = new AWSXRay.Segment("web", ROOT);
    for (const override of [false, true]) {
      const client = lambdaOf(inspector);
      const events = eventsOf(client);
      events.register("before-call", ({ request }) => {
        request.headers["X-Amzn-Trace-Id"] = there;
      });
      events.use(traceHeader({ value: xray(), override, signed }));
      await inSegment(segment, () => client.listFunctions());
    }
    expect(sent(inspector, "x-amzn-trace-id")).toEqual([
      there,
      `Root=${ROOT};Parent=${segment.id};Sampled=1;Tenant=a`,
    ]);
  },
);

it("presigned URLs are signed for the host alone, made inside a segment too", async () => {
  await using inspector = await startInspector({ verify: "enforce" });
  const client = s3Of(inspector);
  eventsOf(client).use(traceHeader({ header: "x-proxy-trace", value: xray() }));
  eventsOf(client).use(traceHeader({ value: xray() }));
  const url = await inSegment(new AWSXRay.Segment("web", ROOT), () =>
    getSignedUrl(client, new GetObjectCommand({ Bucket: "bkt", Key: "k" })),
  );
  expect(new URL(url).searchParams.get("X-Amz-SignedHeaders")).toBe("host");
  expect((await fetch(url)).status).toBe(200);
});
