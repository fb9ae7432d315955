import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";

const client = new S3Client({});
const events = eventsOf(client);
events.register("before-parse.s3.GetObject", function keepStatus({ response, customizedResponse, model }) {
  console.log(model.name, response.statusCode);
  customizedResponse["Status"] = response.statusCode;
});
events.register("after-call.s3.GetObject", ({ parsed }) => {
  console.log("the output has Status", parsed?.["Status"]);
});

await client.send(new GetObjectCommand({ Bucket: "orders", Key: "7" }));
