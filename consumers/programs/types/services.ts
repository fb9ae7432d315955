/** Each client accepts only the names of its own service and operations. */
import { eventsOf } from "@tucuxi/events";
import { cloudwatch, dynamodb, glue, iam, kms, lambda, s3, sns, sqs, ssm } from "./cost/clients.js";

eventsOf(cloudwatch).register("before-sign.cloudwatch.PutMetricData", () => {});
// @ts-expect-error another service
eventsOf(cloudwatch).register("before-sign.ssm.PutMetricData", () => {});
// @ts-expect-error misspelt
eventsOf(cloudwatch).register("before-sign.cloudwatch.PutMetricDatae", () => {});

eventsOf(dynamodb).register("before-sign.dynamodb.PutItem", () => {});
// @ts-expect-error another service
eventsOf(dynamodb).register("before-sign.cloudwatch.PutItem", () => {});
// @ts-expect-error misspelt
eventsOf(dynamodb).register("before-sign.dynamodb.PutIteme", () => {});

eventsOf(glue).register("before-sign.glue.GetTable", () => {});
// @ts-expect-error another service
eventsOf(glue).register("before-sign.dynamodb.GetTable", () => {});
// @ts-expect-error misspelt
eventsOf(glue).register("before-sign.glue.GetTablee", () => {});

eventsOf(iam).register("before-sign.iam.CreateUser", () => {});
// @ts-expect-error another service
eventsOf(iam).register("before-sign.glue.CreateUser", () => {});
// @ts-expect-error misspelt
eventsOf(iam).register("before-sign.iam.CreateUsere", () => {});

eventsOf(kms).register("before-sign.kms.Encrypt", () => {});
// @ts-expect-error another service
eventsOf(kms).register("before-sign.iam.Encrypt", () => {});
// @ts-expect-error misspelt
eventsOf(kms).register("before-sign.kms.Encrypte", () => {});

eventsOf(lambda).register("before-sign.lambda.Invoke", () => {});
// @ts-expect-error another service
eventsOf(lambda).register("before-sign.kms.Invoke", () => {});
// @ts-expect-error misspelt
eventsOf(lambda).register("before-sign.lambda.Invokee", () => {});

eventsOf(s3).register("before-sign.s3.PutObject", () => {});
// @ts-expect-error another service
eventsOf(s3).register("before-sign.lambda.PutObject", () => {});
// @ts-expect-error misspelt
eventsOf(s3).register("before-sign.s3.PutObjecte", () => {});

eventsOf(sns).register("before-sign.sns.Publish", () => {});
// @ts-expect-error another service
eventsOf(sns).register("before-sign.s3.Publish", () => {});
// @ts-expect-error misspelt
eventsOf(sns).register("before-sign.sns.Publishe", () => {});

eventsOf(sqs).register("before-sign.sqs.SendMessage", () => {});
// @ts-expect-error another service
eventsOf(sqs).register("before-sign.sns.SendMessage", () => {});
// @ts-expect-error misspelt
eventsOf(sqs).register("before-sign.sqs.SendMessagee", () => {});

eventsOf(ssm).register("before-sign.ssm.GetParameter", () => {});
// @ts-expect-error another service
eventsOf(ssm).register("before-sign.sqs.GetParameter", () => {});
// @ts-expect-error misspelt
eventsOf(ssm).register("before-sign.ssm.GetParametere", () => {});
