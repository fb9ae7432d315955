const KINESIS = "arn:aws:kinesis:us-east-1:123456789012";

/** Parameters that the SDK looks at before it sends. */
export const PARAMS: Readonly<Record<string, unknown>> = {
  AccountId: "123456789012",
  Bucket: "bucket",
  ChannelARN: `${KINESIS}:channel/name`,
  ConsumerARN: `${KINESIS}:stream/name/consumer/c:1`,
  Key: "key",
  QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/queue",
  RequestRoute: "route",
  ResourceARN: `${KINESIS}:stream/name`,
  SourceRegion: "eu-west-1",
  StreamARN: `${KINESIS}:stream/name`,
};
