import { DynamoDB, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { DescribeTagsCommand, EC2 } from "@aws-sdk/client-ec2";
import { GetObjectTaggingCommand, S3 } from "@aws-sdk/client-s3";
import { GetTopicAttributesCommand, SNS } from "@aws-sdk/client-sns";
import { stub } from "@tucuxi/plugin-stubber";
import fc from "fast-check";
import { expect, it } from "vitest";

/** Of text that is nothing but white space the SDK's parser of XML makes nothing. */
const xmlText = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => text.trim() !== "");

const EXAMPLES: [string][] = [
  ["a <b> & 'c' \"d\""],
  ["line\nline\r\nline"],
  ["ümlaut 日本 🐬"],
  ["&amp;&#x20;]]>"],
  ["<![CDATA[x]]>"],
  ["__proto__"],
];

it("brings any text through XML, with attributes, flat lists and maps", async () => {
  const s3Client = new S3({});
  const ec2Client = new EC2({});
  const snsClient = new SNS({});
  await fc.assert(
    fc.asyncProperty(xmlText, async (text) => {
      using s3 = stub(s3Client);
      using ec2 = stub(ec2Client);
      using sns = stub(snsClient);
      s3.on(GetObjectTaggingCommand).returns({ TagSet: [{ Key: text, Value: "" }] });
      ec2.on(DescribeTagsCommand).returns({ Tags: [{ Key: "k", Value: text }] });
      sns.on(GetTopicAttributesCommand).returns({ Attributes: { [text]: text } });
      const tagging = await s3Client.getObjectTagging({ Bucket: "bucket", Key: "k" });
      expect(tagging.TagSet).toEqual([{ Key: text, Value: "" }]);
      expect((await ec2Client.describeTags({})).Tags).toEqual([{ Key: "k", Value: text }]);
      const { Attributes } = await snsClient.getTopicAttributes({ TopicArn: "arn" });
      expect(Attributes).toEqual({ [text]: text });
    }),
    { examples: EXAMPLES, numRuns: 60 },
  );
});

it("brings any text through JSON", async () => {
  const client = new DynamoDB({});
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme" }), async (text) => {
      using dynamodb = stub(client);
      dynamodb.on(GetItemCommand).returns({ Item: { id: { S: text } } });
      const { Item } = await client.getItem({ TableName: "t", Key: { id: { S: "1" } } });
      expect(Item).toEqual({ id: { S: text } });
    }),
    { examples: EXAMPLES, numRuns: 60 },
  );
});
