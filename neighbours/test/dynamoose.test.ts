import { DynamoDB } from "@aws-sdk/client-dynamodb";
import dynamoose from "dynamoose";
import { besideTucuxi, ending } from "../src/compare.js";

const schema = new dynamoose.Schema({ id: String, count: Number, tags: { type: Array, schema: [String] } });
const Order = dynamoose.model("Order", schema, { create: false, waitForActive: false });
new dynamoose.Table("orders", [Order], { create: false, waitForActive: false });

besideTucuxi("dynamoose", {
  client: (config) => new DynamoDB(config),
  install: (client) => dynamoose.aws.ddb.set(client),
  answers: [
    "200",
    { body: JSON.stringify({ Item: { id: { S: "1" }, count: { N: "5" } } }) },
    { body: JSON.stringify({ Items: [{ id: { S: "1" } }], Count: 1 }) },
    "400:ConditionalCheckFailedException",
  ],
  async use() {
    const created = await ending(new Order({ id: "1", count: 5, tags: ["a"] }).save());
    const found = await Order.get("1");
    const all = await Order.scan("count").gt(1).exec();
    const refused = await ending(Order.delete("1"));
    return JSON.parse(JSON.stringify({ created, found, all, refused }));
  },
  operations: ["PutItem", "GetItem", "Scan", "DeleteItem"],
});
