/** Answers calls without a network: an output, a service's error, and an HTTP response for the SDK to parse. */
import { DynamoDB, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";

const dynamodb = new DynamoDB({
  region: "eu-west-1",
  credentials: { accessKeyId: "key", secretAccessKey: "secret" },
});
const events = eventsOf(dynamodb);

// `before-call` answers the call: the compiler knows what GetItem gives.
events.register("before-call.dynamodb.GetItem", function answerOrder() {
  return { parsed: { Item: { id: { S: "1" }, total: { N: "40" } } } };
});

// A status of 300 and above is the service's error, as in botocore.
events.register("before-call.dynamodb.DescribeTable", function tableIsMissing() {
  return {
    parsed: { Error: { Code: "ResourceNotFoundException", Message: "no table orders" } },
    httpResponse: { statusCode: 400 },
  };
});

// `before-send` answers an attempt, after the request was signed; the SDK retries and parses as ever.
let attempts = 0;
events.register("before-send.dynamodb.ListTables", function throttleOnce() {
  attempts++;
  return attempts === 1
    ? { statusCode: 400, body: '{"__type":"ThrottlingException","message":"slower"}' }
    : { statusCode: 200, body: '{"TableNames":["orders"]}' };
});

const { Item } = await dynamodb.getItem({ TableName: "orders", Key: { id: { S: "1" } } });
console.log("GetItem:", Item?.["total"]?.N);

try {
  await dynamodb.describeTable({ TableName: "orders" });
} catch (error) {
  console.log("DescribeTable:", error instanceof ResourceNotFoundException, String(error));
}

const { TableNames } = await dynamodb.listTables();
console.log("ListTables:", TableNames, `after ${attempts} attempts`);
