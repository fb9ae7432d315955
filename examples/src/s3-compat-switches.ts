import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";
import { S3_PRESETS, s3Compat, switchesFor } from "@tucuxi/plugin-s3-compat";

const minio = new S3({});
eventsOf(minio).use(s3Compat({ ...S3_PRESETS.minio, listEncoding: "url" }));

const { Contents = [] } = await minio.listObjectsV2({ Bucket: "orders" });
console.log(Contents.map(({ Key }) => Key));

const { store, switches } = switchesFor("https://s3.eu-central-003.backblazeb2.com");
console.log(store, switches);
