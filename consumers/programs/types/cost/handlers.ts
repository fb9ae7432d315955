/** The same ten clients, each with handlers for one operation, for all of its operations, and for all events. */
import { eventsOf } from "@tucuxi/events";
import { cloudwatch, dynamodb, glue, iam, kms, lambda, s3, sns, sqs, ssm } from "./clients.js";

const cloudwatchEvents = eventsOf(cloudwatch);
cloudwatchEvents.register("provide-client-params.cloudwatch.PutMetricData", ({ params }) =>
  console.log(params),
);
cloudwatchEvents.register("before-call.cloudwatch.PutMetricData", ({ request }) => console.log(request.body));
cloudwatchEvents.register("before-sign.cloudwatch", ({ request }) => {
  request.headers["x-team"] = "metrics";
});
cloudwatchEvents.register("before-send.cloudwatch.*", ({ request }) => console.log(request.hostname));
cloudwatchEvents.register("after-call.cloudwatch.PutMetricData", ({ parsed }) =>
  console.log(parsed?.$metadata),
);
cloudwatchEvents.register("after-call.cloudwatch", ({ error }) => console.log(error));
cloudwatchEvents.register("*", ({ eventName }) => console.log(eventName));

const dynamodbEvents = eventsOf(dynamodb);
dynamodbEvents.register("provide-client-params.dynamodb.PutItem", ({ params }) => console.log(params));
dynamodbEvents.register("before-call.dynamodb.PutItem", ({ request }) => console.log(request.body));
dynamodbEvents.register("before-sign.dynamodb", ({ request }) => {
  request.headers["x-team"] = "metrics";
});
dynamodbEvents.register("before-send.dynamodb.*", ({ request }) => console.log(request.hostname));
dynamodbEvents.register("after-call.dynamodb.PutItem", ({ parsed }) => console.log(parsed?.$metadata));
dynamodbEvents.register("after-call.dynamodb", ({ error }) => console.log(error));
dynamodbEvents.register("*", ({ eventName }) => console.log(eventName));

const glueEvents = eventsOf(glue);
glueEvents.register("provide-client-params.glue.GetTable", ({ params }) => console.log(params));
glueEvents.register("before-call.glue.GetTable", ({ request }) => console.log(request.body));
glueEvents.register("before-sign.glue", ({ request }) => {
  request.headers["x-team"] = "metrics";
});
glueEvents.register("before-send.glue.*", ({ request }) => console.log(request.hostname));
glueEvents.register("after-call.glue.GetTable", ({ parsed }) => console.log(parsed?.$metadata));
glueEvents.register("after-call.glue", ({ error }) => console.log(error));
glueEvents.register("*", ({ eventName }) => console.log(eventName));

const iamEvents = eventsOf(iam);
iamEvents.register("provide-client-params.iam.CreateUser", ({ params }) => console.log(params));
iamEvents.register("before-call.iam.CreateUser", ({ request }) => console.log(request.body));
iamEvents.register("before-sign.iam", ({ request }) => {
  request.headers["x-team"] = "metrics";
});
iamEvents.register("before-send.iam.*", ({ request }) => console.log(request.hostname));
iamEvents.register("after-call.iam.CreateUser", ({ parsed }) => console.log(parsed?.$metadata));
iamEvents.register("after-call.iam", ({ error }) => console.log(error));
iamEvents.register("*", ({ eventName }) => console.log(eventName));

const kmsEvents = eventsOf(kms);
kmsEvents.register("provide-client-params.kms.Encrypt", ({ params }) => console.log(params));
kmsEvents.register("before-call.kms.Encrypt", ({ request }) => console.log(request.body));
kmsEvents.register("before-sign.kms", ({ request }) => {
  request.headers["x-team"] = "metrics";
});
kmsEvents.register("before-send.kms.*", ({ request }) => console.log(request.hostname));
kmsEvents.register("after-call.kms.Encrypt", ({ parsed }) => console.log(parsed?.$metadata));
kmsEvents.register("after-call.kms", ({ error }) => console.log(error));
kmsEvents.register("*", ({ eventName }) => console.log(eventName));

const lambdaEvents = eventsOf(lambda);
lambdaEvents.register("provide-client-params.lambda.Invoke", ({ params }) => console.log(params));
lambdaEvents.register("before-call.lambda.Invoke", ({ request }) => console.log(request.body));
lambdaEvents.register("before-sign.lambda", ({ request }) => {
  request.headers["x-team"] = "metrics";
});
lambdaEvents.register("before-send.lambda.*", ({ request }) => console.log(request.hostname));
lambdaEvents.register("after-call.lambda.Invoke", ({ parsed }) => console.log(parsed?.$metadata));
lambdaEvents.register("after-call.lambda", ({ error }) => console.log(error));
lambdaEvents.register("*", ({ eventName }) => console.log(eventName));

const s3Events = eventsOf(s3);
s3Events.register("provide-client-params.s3.PutObject", ({ params }) => console.log(params));
s3Events.register("before-call.s3.PutObject", ({ request }) => console.log(request.body));
s3Events.register("before-sign.s3", ({ request }) => {
  request.headers["x-team"] = "metrics";
});
s3Events.register("before-send.s3.*", ({ request }) => console.log(request.hostname));
s3Events.register("after-call.s3.PutObject", ({ parsed }) => console.log(parsed?.$metadata));
s3Events.register("after-call.s3", ({ error }) => console.log(error));
s3Events.register("*", ({ eventName }) => console.log(eventName));

const snsEvents = eventsOf(sns);
snsEvents.register("provide-client-params.sns.Publish", ({ params }) => console.log(params));
snsEvents.register("before-call.sns.Publish", ({ request }) => console.log(request.body));
snsEvents.register("before-sign.sns", ({ request }) => {
  request.headers["x-team"] = "metrics";
});
snsEvents.register("before-send.sns.*", ({ request }) => console.log(request.hostname));
snsEvents.register("after-call.sns.Publish", ({ parsed }) => console.log(parsed?.$metadata));
snsEvents.register("after-call.sns", ({ error }) => console.log(error));
snsEvents.register("*", ({ eventName }) => console.log(eventName));

const sqsEvents = eventsOf(sqs);
sqsEvents.register("provide-client-params.sqs.SendMessage", ({ params }) => console.log(params));
sqsEvents.register("before-call.sqs.SendMessage", ({ request }) => console.log(request.body));
sqsEvents.register("before-sign.sqs", ({ request }) => {
  request.headers["x-team"] = "metrics";
});
sqsEvents.register("before-send.sqs.*", ({ request }) => console.log(request.hostname));
sqsEvents.register("after-call.sqs.SendMessage", ({ parsed }) => console.log(parsed?.$metadata));
sqsEvents.register("after-call.sqs", ({ error }) => console.log(error));
sqsEvents.register("*", ({ eventName }) => console.log(eventName));

const ssmEvents = eventsOf(ssm);
ssmEvents.register("provide-client-params.ssm.GetParameter", ({ params }) => console.log(params));
ssmEvents.register("before-call.ssm.GetParameter", ({ request }) => console.log(request.body));
ssmEvents.register("before-sign.ssm", ({ request }) => {
  request.headers["x-team"] = "metrics";
});
ssmEvents.register("before-send.ssm.*", ({ request }) => console.log(request.hostname));
ssmEvents.register("after-call.ssm.GetParameter", ({ parsed }) => console.log(parsed?.$metadata));
ssmEvents.register("after-call.ssm", ({ error }) => console.log(error));
ssmEvents.register("*", ({ eventName }) => console.log(eventName));
