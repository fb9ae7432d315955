import type { Scenarios } from "../scenario.js";

const page = (keys: readonly string[], token?: string): string =>
  `<?xml version="1.0"?>\n<ListBucketResult>${keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join("")}${
    token === undefined
      ? "<IsTruncated>false</IsTruncated>"
      : `<IsTruncated>true</IsTruncated><NextContinuationToken>${token}</NextContinuationToken>`
  }</ListBucketResult>`;

const LIST_OBJECTS = {
  paginate: "ListObjectsV2",
  params: { Bucket: "bkt" },
  select: ["Contents", "Key"],
} as const;

const functionState = (State: string) => ({ body: JSON.stringify({ Configuration: { State } }) });

/** Paginators and waiters, which make several calls. */
export const COLLECTIONS: Scenarios = {
  "paginator of three pages": {
    service: "s3",
    act: LIST_OBJECTS,
    respond: [{ body: page(["a", "b"], "1") }, { body: page(["c"], "2") }, { body: page(["d"]) }],
  },
  "paginator that is throttled on its second page": {
    service: "s3",
    act: LIST_OBJECTS,
    respond: [{ body: page(["a"], "1") }, "throttle", { body: page(["b"]) }],
  },
  "paginator that fails on its second page": {
    service: "s3",
    act: LIST_OBJECTS,
    respond: [{ body: page(["a"], "1") }, "403:AccessDenied"],
  },
  "paginator in a JSON protocol": {
    service: "dynamodb",
    act: { paginate: "ListTables", params: {}, select: ["TableNames"] },
    respond: [
      { body: JSON.stringify({ TableNames: ["one"], LastEvaluatedTableName: "one" }) },
      { body: JSON.stringify({ TableNames: ["two"] }) },
    ],
  },
  "waiter that succeeds at the third time": {
    service: "s3",
    act: { waitFor: "BucketExists", params: { Bucket: "bkt" } },
    respond: ["404", "404", "200"],
  },
  "waiter for the end of something": {
    service: "s3",
    act: { waitFor: "BucketNotExists", params: { Bucket: "bkt" } },
    respond: ["200", "404"],
  },
  "waiter that sees the state change": {
    service: "lambda",
    act: { waitFor: "FunctionActiveV2", params: { FunctionName: "f" } },
    respond: [functionState("Pending"), functionState("Active")],
  },
  "waiter that sees a failed state": {
    service: "lambda",
    act: { waitFor: "FunctionActiveV2", params: { FunctionName: "f" } },
    respond: [functionState("Pending"), functionState("Failed")],
  },
};
