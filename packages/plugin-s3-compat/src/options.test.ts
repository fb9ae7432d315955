import { RegistrationError } from "@tucuxi/events";
import { expect, it } from "vitest";
import { S3_NEEDS, S3_PRESETS, s3Compat, switchesFor } from "./index.js";

it.each<[unknown, string, string]>([
  ["r3", "INVALID_OPTION", 'no preset "r3". Use one of "auto", "r2", "gcs"'],
  ["toString", "INVALID_OPTION", 'no preset "toString"'],
  [null, "INVALID_OPTION", "s3Compat() takes an options object, not null"],
  [5, "INVALID_OPTION", "takes an options object, not 5"],
  [{ checksum: "never" }, "UNKNOWN_OPTION", 'no option "checksum" (did you mean "checksums"?)'],
  [{ checksums: "none" }, "INVALID_OPTION", '"checksums" must be "sdk" or "header" or "never", not "none"'],
  [{ trailers: "no" }, "INVALID_OPTION", '"trailers" must be true or false, not "no"'],
  [{ contentMd5: 1 }, "INVALID_OPTION", "true or false, not 1"],
  [{ listEncoding: true }, "INVALID_OPTION", '"sdk" or "url", not true'],
  [{ xmlContentType: "xml" }, "INVALID_OPTION", 'a media type such as "text/xml", not "xml"'],
  [{ xmlContentType: "text/xml\r\nx: y" }, "INVALID_OPTION", "a media type"],
  [{ addressing: "host" }, "INVALID_OPTION", '"sdk" or "path" or "virtual", not "host"'],
])("s3Compat(%j) is refused at once", (given, code, message) => {
  // The cast: what JavaScript can give, and TypeScript refuses.
  const install = () => s3Compat(given as Parameters<typeof s3Compat>[0]);
  expect(install).toThrow(RegistrationError);
  expect(install).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
});

it("a switch that is undefined is as good as absent, and no argument is auto", () => {
  expect(s3Compat({ checksums: undefined, trailers: undefined }).name).toBe("s3-compat");
  expect(s3Compat().name).toBe("s3-compat");
});

it("each preset is what the table of needs says, and what s3Compat takes", () => {
  expect(S3_PRESETS.r2).toEqual({
    checksums: "never",
    trailers: false,
    contentMd5: true,
    presignChecksums: false,
    responseChecksums: false,
  });
  expect(S3_PRESETS.oss).toEqual({ trailers: false, contentMd5: true, addressing: "virtual" });
  for (const switches of Object.values(S3_PRESETS)) expect(s3Compat(switches).name).toBe("s3-compat");
});

it("the table of needs sets one switch a row, and has a source for each store", () => {
  for (const { set, stores, others } of S3_NEEDS) {
    expect(Object.keys(set)).toHaveLength(1);
    for (const sources of [...Object.values(stores), ...Object.values(others)]) {
      expect(sources).not.toEqual([]);
      for (const source of sources) expect(source).toMatch(/^([\w.-]+\/[\w.-]+#\d+|measured)$/);
    }
  }
});

it.each([
  ["https://s3.eu-west-1.amazonaws.com", "aws"],
  ["https://bucket.vpce-1.s3.us-east-1.vpce.amazonaws.com", "aws"],
  ["https://s3.cn-north-1.amazonaws.com.cn", "aws"],
  ["https://account.eu.r2.cloudflarestorage.com", "r2"],
  ["https://bucket.storage.googleapis.com", "gcs"],
  ["https://storage.europe-west3.rep.googleapis.com", "gcs"],
  ["https://project.storage.supabase.co/storage/v1/s3", "supabase"],
  ["https://s3.gra.io.cloud.ovh.net", "ovh"],
  ["https://namespace.compat.objectstorage.eu-frankfurt-1.oraclecloud.com", "oci"],
  ["https://oss-cn-hangzhou.aliyuncs.com", "oss"],
  ["https://s3.example.com", "unknown"],
  ["https://amazonaws.com.example.com", "unknown"],
  ["https://notr2.cloudflarestorage.com.evil.example", "unknown"],
])("%s is known as %s", (endpoint, store) => {
  expect(switchesFor(endpoint).store).toBe(store);
});

it("auto: AWS gets nothing, and an unknown store everything but the addressing", () => {
  expect(switchesFor("https://s3.eu-west-1.amazonaws.com").switches).toEqual({});
  const everything = {
    checksums: "never",
    trailers: false,
    contentMd5: true,
    presignChecksums: false,
    responseChecksums: false,
    completeChecksums: false,
    xId: false,
    expect: false,
    signAcceptEncoding: false,
  };
  expect(switchesFor("https://s3.example.com").switches).toEqual({ ...everything, addressing: "sdk" });
  expect(switchesFor("http://minio:9000").switches).toEqual({ ...everything, addressing: "path" });
  expect(() => switchesFor("minio")).toThrow(TypeError);
});
