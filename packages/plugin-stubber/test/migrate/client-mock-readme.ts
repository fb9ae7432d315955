import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** An example of client-mock's README: where it is, and what is put around it to run it. */
export interface ReadmeExample {
  /** How the example begins, to find it. */
  readonly begins: string;
  /** What comes before it, in client-mock's words. */
  readonly before?: string;
  /** What the example leaves out or gets wrong, and why. */
  readonly changed?: readonly (readonly [from: string, to: string, reason: string])[];
  /** What is asserted after it was migrated. */
  readonly after: string;
}

const SNS = 'import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";\n';
const MOCK = `import { mockClient } from "aws-sdk-client-mock";\n`;
const BEFORE = `${SNS}${MOCK}const snsMock = mockClient(SNSClient);\n`;
const TOPIC = "TopicArn: 'arn:aws:sns:us-east-1:111111111111:MyTopic'";
const SEND = `const sns = new SNSClient({});
const publish = (Message) => sns.send(new PublishCommand({ ${TOPIC}, Message }));
const id = async (Message) => (await publish(Message)).MessageId?.slice(9, 13);
`;
const RESTORE = "snsMock.restore();";

const CLASS_AND_INSTANCE = `for (const [client, id] of [[sns1, "123"], [sns2, "456"], [sns3, "123"]]) {
  expect((await client.send(new PublishCommand({ Message: "m" }))).MessageId).toBe(id);
}`;

/** The examples that mock something, in the README's order. */
export const EXAMPLES: readonly ReadmeExample[] = [
  {
    begins: "const snsMock = mockClient(SNSClient);\n\nconst dynamoDB",
    before: `${SNS}${MOCK}import { DynamoDBClient } from "@aws-sdk/client-dynamodb";\n`,
    after: `${RESTORE} dynamoDBMock.restore();`,
  },
  {
    begins: "snsMock.onAnyCommand().resolves({})",
    before: BEFORE,
    after: `${SEND}expect(await publish("m")).toMatchObject({}); ${RESTORE}`,
  },
  {
    begins: "snsMock\n    .on(PublishCommand)\n    .resolves({",
    before: BEFORE,
    after: `${SEND}expect(await id("m")).toBe("1111"); ${RESTORE}`,
  },
  {
    begins: "snsMock\n    .on(PublishCommand, {\n        TopicArn",
    before: BEFORE,
    after: `${SEND}expect(await id("My message")).toBe("4444"); await expect(publish("other")).rejects.toThrow("no stub answers"); ${RESTORE}`,
  },
  {
    begins: "snsMock\n    .on(PublishCommand, {\n        Message",
    before: BEFORE,
    after: `${SEND}expect(await id("My message")).toBe("4444"); ${RESTORE}`,
  },
  {
    begins: "snsMock\n    .onAnyCommand({",
    before: BEFORE,
    after: `${SEND}expect(await id("My message")).toBe("4444"); ${RESTORE}`,
  },
  {
    begins: "snsMock\n    .resolves({ // default",
    before: BEFORE,
    after: `${SEND}expect([await id("My message"), await id("other")]).toEqual(["7777", "4444"]); ${RESTORE}`,
  },
  {
    begins: "snsMock\n    .on(PublishCommand)\n    .resolvesOnce",
    before: BEFORE,
    after: `${SEND}expect([await id("1"), await id("2"), await id("3"), await id("4")]).toEqual(["1111", "2222", "3333", "3333"]); ${RESTORE}`,
  },
  {
    begins: "snsMock\n    .rejects('mocked rejection')",
    before: BEFORE,
    after: `${SEND}await expect(publish("m")).rejects.toThrow("mocked rejection"); ${RESTORE}`,
  },
  {
    begins: "const throttlingError",
    before: BEFORE,
    after: `${SEND}await expect(publish("m")).rejects.toBe(throttlingError); expect(snsMock.calls[0].attempts).toHaveLength(3); ${RESTORE}`,
  },
  {
    begins: "snsMock\n    .callsFake",
    before: BEFORE,
    after: `${SEND}expect(await id("My message")).toBe("1111"); await expect(publish("m")).rejects.toThrow("mocked rejection"); ${RESTORE}`,
  },
  {
    begins: "snsMock\n    .on(PublishCommand)\n    .callsFake(input",
    before: BEFORE,
    after: `${SEND}expect(await id("My message")).toBe("1111"); await expect(publish("m")).rejects.toThrow("mocked rejection"); ${RESTORE}`,
  },
  {
    begins: "snsMock\n    .on(PublishCommand)\n    .callsFake(async",
    before: BEFORE,
    after: `${SEND}expect((await publish("m")).MessageId).toBe("us"); ${RESTORE}`,
  },
  {
    begins: "import {DynamoDBClient} from '@aws-sdk/client-dynamodb';\nimport {DynamoDBDocumentClient",
    before: MOCK,
    after: 'expect(query.Items).toEqual([{ pk: "a", sk: "b" }]); ddbMock.restore();',
  },
  {
    begins: "import {S3Client, CreateMultipartUploadCommand",
    before: `${MOCK}import { CompleteMultipartUploadCommand, PutObjectCommand } from "@aws-sdk/client-s3";\n`,
    changed: [
      ["s3ClientMock", "s3Mock", "a slip of the README: there is no s3ClientMock"],
      [
        "s3Mock.on(UploadPartCommand)",
        "s3Mock.on(CompleteMultipartUploadCommand).resolves({});\ns3Mock.on(UploadPartCommand)",
        "it leans on a fault of client-mock: a call that no stub answers is answered with undefined",
      ],
    ],
    after: "expect(s3Mock.calls).toHaveLength(4); s3Mock.restore();",
  },
  {
    begins: "s3Mock.on(PutObjectCommand).rejects()",
    before: `${MOCK}import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";\nconst s3Mock = mockClient(S3Client);\n`,
    after:
      'await expect(new S3Client({}).send(new PutObjectCommand({ Bucket: "b", Key: "k" }))).rejects.toThrow(Error); s3Mock.restore();',
  },
  {
    begins: "s3Mock.on(UploadPartCommand).rejects()",
    before: `${MOCK}import { S3Client, UploadPartCommand } from "@aws-sdk/client-s3";\nconst s3Mock = mockClient(S3Client);\n`,
    after:
      'await expect(new S3Client({}).send(new UploadPartCommand({ Bucket: "b", Key: "k", UploadId: "u", PartNumber: 1 }))).rejects.toThrow(Error); s3Mock.restore();',
  },
  {
    begins: "import {GetObjectCommand, S3Client} from '@aws-sdk/client-s3';\nimport {sdkStreamMixin}",
    changed: [
      ["'@smithy/util-stream'", "'@smithy/core/serde'", "where the function is nowadays"],
      ["{Bucket: '', Key: ''}", "{Bucket: 'b', Key: 'k'}", "the SDK refuses a bucket without a name"],
    ],
    after: "await finished(); s3Mock.restore();",
  },
  {
    begins: "import {DynamoDBClient, paginateQuery",
    before: MOCK,
    after:
      'expect(items).toEqual([{ pk: { S: "a" }, sk: { S: "b" } }, { pk: { S: "c" }, sk: { S: "d" } }]); dynamodbMock.restore();',
  },
  {
    begins: "import {PublishCommand, SNSClient} from '@aws-sdk/client-sns';\n\nconst snsMock",
    before: `${MOCK}import { SNS } from "@aws-sdk/client-sns";\n`,
    after: `expect((await new SNS({}).publish({ ${TOPIC}, Message: "m" })).MessageId).toContain("1111"); ${RESTORE}`,
  },
  {
    begins: "snsMock.calls(); //",
    before: `${BEFORE}snsMock.resolves({});\nawait new SNSClient({}).send(new PublishCommand({ Message: "m" }));\nconst first = snsMock.call(0).args[0].input;\n`,
    after: `expect(first).toEqual({ Message: "m" }); expect(snsMock.calls).toHaveLength(1); ${RESTORE}`,
  },
  { begins: "snsMock.commandCalls(PublishCommand)\n", before: BEFORE, after: RESTORE },
  {
    begins: "snsMock.commandCalls(PublishCommand, {",
    before: `${BEFORE}snsMock.resolves({});\nawait new SNSClient({}).send(new PublishCommand({ Message: "m" }));\nconst one = snsMock.commandCalls(PublishCommand, {Message: 'm'});\n`,
    after: `expect(one).toHaveLength(1); ${RESTORE}`,
  },
  {
    begins: "import 'aws-sdk-client-mock-jest';",
    before: `${BEFORE}snsMock.resolves({});\nfor (const Message of ["hello", "hello world"]) await new SNSClient({}).send(new PublishCommand({ Message }));\n`,
    after: RESTORE,
  },
  {
    begins: "import 'aws-sdk-client-mock-jest/vitest';",
    before: `${BEFORE}snsMock.resolves({});\nawait new SNSClient({}).send(new PublishCommand({ Message: "m" }));\n`,
    changed: [["import { expect } from 'vitest';\n", "", "it is imported already"]],
    after: RESTORE,
  },
  {
    begins: "import {mockClient} from 'aws-sdk-client-mock';\nimport {PublishCommand, SNSClient}",
    changed: [["'../src'", "'./handler.js'", "where the handler is"]],
    after: `await finished(); ${RESTORE}`,
  },
  { begins: "import {AwsClientStub, mockClient}", after: "mock.restore();" },
  {
    begins: "snsMock\n  .on(PublishCommand, myInput)",
    before: `${BEFORE}const myInput = { Message: "mine" };\n`,
    after: `${SEND}expect([(await publish("mine")).MessageId, (await publish("m")).MessageId]).toEqual(["222", "222"]); ${RESTORE}`,
  },
  {
    begins: "const sns1 = new SNSClient({}); // not mocked",
    before: `${SNS}${MOCK}`,
    changed: [
      [
        "mockClient(SNSClient).resolves",
        "const snsMock = mockClient(SNSClient);\nsnsMock.resolves",
        "so that it can be taken off",
      ],
    ],
    // What client-mock cannot do works: all of them are stubbed.
    after: `${CLASS_AND_INSTANCE} ${RESTORE}`,
  },
];

/** What the README shows that is no test, or that is gone: by how it begins, and why. */
export const OTHERS: Readonly<Record<string, string>> = {
  "import {PublishCommand, SNSClient} from '@aws-sdk/client-sns';\n\nconst sns =": "the code under test",
  "const {mockClient} = require": "an import, which the others have too",
  "import {mockClient} from 'aws-sdk-client-mock';\n": "an import, which the others have too",
  "import {SNS} from '@aws-sdk/client-sns'": "the code under test",
  "const snsSendStub": "Sinon's stub, which is marked",
  "const {expect} = require":
    "how to use the matchers without Jest: the functions assertSent... need no runner",
  "import {PublishCommand, SNSClient} from '@aws-sdk/client-sns';\n\nconst snsTopicArn":
    "the code under test",
  "const sns1 = new SNSClient({}); // mocked": "the same as the one before, in another order",
};

/** The programs of the README of the installed client-mock. */
export async function readmePrograms(): Promise<string[]> {
  const { resolve } = createRequire(import.meta.url);
  const file = resolve("aws-sdk-client-mock").replace(
    /(node_modules\/aws-sdk-client-mock\/).*/,
    "$1README.md",
  );
  const readme = await readFile(file, "utf8");
  return [...readme.matchAll(/```(?:typescript|ts|javascript)\n(.*?)```/gs)].map(
    ([, program = ""]) => program,
  );
}
