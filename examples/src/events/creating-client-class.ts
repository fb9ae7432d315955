import { S3Client } from "@aws-sdk/client-s3";
import { Session } from "@tucuxi/events";

const session = new Session();
session.events.register("creating-client-class.s3", function addressByPath({ clientClass, config }) {
  console.log("making", clientClass.name);
  config["forcePathStyle"] = true;
});

const client = session.client(S3Client, {});
console.log("by path:", client.config.forcePathStyle);
