/** Clients of all protocols, and those with unusual auth, endpoints, streams or middleware. */
export const SAMPLE: readonly string[] = [
  // AWS JSON 1.0 and 1.1
  ...["dynamodb", "sqs", "kinesis", "cloudwatch-logs", "route-53-domains"],
  // REST JSON, with event streams in both directions, no auth
  ...["lambda", "bedrock-runtime", "transcribe-streaming", "sso", "cognito-identity", "sso-oidc", "glacier"],
  // REST XML
  ...["s3", "s3-control", "route-53", "cloudfront"],
  // query, EC2's and CBOR
  ...["sts", "sns", "cloudwatch", "partnercentral-revenue-measurement"],
];
