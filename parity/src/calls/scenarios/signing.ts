import type { Scenarios } from "../scenario.js";
import { PRESIGNED } from "./event-traces.js";

const GET_OBJECT = { call: "GetObject", params: { Bucket: "bkt", Key: "k" }, select: ["Body"] } as const;

/** Signatures, including presigned ones. */
export const SIGNING: Scenarios = {
  "UNSIGNED for one operation of several": {
    service: "s3",
    act: GET_OBJECT,
    handlers: [["choose-signer.s3.PutObject", { unsigned: true }]],
  },
  "UNSIGNED, retried": {
    service: "s3",
    act: GET_OBJECT,
    respond: ["500", { body: "x" }],
    handlers: [["choose-signer.s3.GetObject", { unsigned: true }]],
  },
  "UNSIGNED in a JSON protocol": {
    service: "dynamodb",
    act: { call: "ListTables" },
    handlers: [["choose-signer.dynamodb", { unsigned: true }]],
  },
  "UNSIGNED, without credentials": {
    service: "s3",
    act: GET_OBJECT,
    credentials: false,
    handlers: [["choose-signer.s3", { unsigned: true }]],
  },
  "no credentials": { service: "s3", act: GET_OBJECT, credentials: false },
  "presigned PUT": {
    service: "s3",
    act: { presign: "PutObject", params: { Bucket: "bkt", Key: "k" } },
    boto3SignatureVersion: "s3v4",
    except: PRESIGNED,
  },
  "presigned GET with a query parameter from before-sign": {
    service: "s3",
    act: { presign: "GetObject", params: { Bucket: "bkt", Key: "k" } },
    boto3SignatureVersion: "s3v4",
    handlers: [["before-sign.s3.GetObject", { setsQuery: ["x-parity-by", "me"] }]],
    except: PRESIGNED,
  },
  "presigned, and a handler throws in before-sign": {
    service: "s3",
    act: { presign: "GetObject", params: { Bucket: "bkt", Key: "k" } },
    boto3SignatureVersion: "s3v4",
    handlers: [["before-sign.s3.GetObject", { raises: "handler failed" }]],
    except: PRESIGNED,
  },
  "presigned with UNSIGNED": {
    service: "s3",
    act: { presign: "GetObject", params: { Bucket: "bkt", Key: "k" } },
    boto3SignatureVersion: "s3v4",
    handlers: [["choose-signer.s3.GetObject", { unsigned: true }]],
    except: PRESIGNED,
  },
};
