import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type Inspector, startInspector } from "../../src/index.js";
import { pythonTools, toolsEnvironment } from "./python-tools.js";

/** botocore and the AWS CLI sign in ways of their own: what they send is as right to the inspector as it is to AWS. */

const run = promisify(execFile);
let bin: string;
let inspector: Inspector;
beforeAll(async () => {
  bin = await pythonTools();
}, 600_000);
beforeEach(async () => {
  inspector = await startInspector({ verify: "enforce" });
});
afterEach(() => inspector.close());

async function send(program: string, ...args: string[]): Promise<void> {
  await run(program, args, {
    env: toolsEnvironment(bin, inspector.url),
  });
}

const PRELUDE = `
import io, urllib.request
import boto3
from botocore.config import Config
def client(name, version=None):
    return boto3.client(name, config=Config(signature_version=version, retries={"total_max_attempts": 1}))
s3 = client("s3")
`;

/** What is sent, and which schemes, kinds and payloads it is signed with. */
const PROGRAMS: readonly (readonly [name: string, program: string, signed: readonly string[]])[] = [
  [
    "calls of all protocols",
    `
client("sqs").list_queues()
client("dynamodb").put_item(TableName="t", Item={"id": {"S": "ä 'x'"}})
client("sts").assume_role(RoleArn="arn:aws:iam::111122223333:role/r", RoleSessionName="a b&c")
client("ec2").describe_instances(Filters=[{"Name": "tag:a b", "Values": ["*"]}])
client("route53").list_hosted_zones(Marker="a/b")
client("lambda").get_function(FunctionName="arn:aws:lambda:us-east-1:111122223333:function:f")
`,
    Array(6).fill("SigV4 header signed"),
  ],
  [
    "objects with odd keys, from memory and from a stream",
    `
s3.put_object(Bucket="b", Key="a b/ü+&//../x", Body=b"hello")
s3.upload_fileobj(io.BytesIO(b"x" * 100_000), "b", "k")
s3.list_objects_v2(Bucket="b", Prefix="a b/~*", Delimiter="/")
`,
    Array(3).fill("SigV4 header signed"),
  ],
  [
    "presigned URLs",
    `
for call, body in (("get_object", None), ("put_object", b"hello")):
    url = client("s3", "s3v4").generate_presigned_url(call, Params={"Bucket": "b", "Key": "a b/ü"}, ExpiresIn=60)
    urllib.request.urlopen(urllib.request.Request(url, body, method="PUT" if body else "GET"))
urllib.request.urlopen(client("sts").generate_presigned_url("get_caller_identity", HttpMethod="GET"))
`,
    ["SigV4 presigned unsigned", "SigV4 presigned unsigned", "SigV4 presigned signed"],
  ],
  [
    "SigV4a, in headers and presigned",
    `
v4a = client("s3", "s3v4a")
v4a.put_object(Bucket="b", Key="a b/ü", Body=b"hello")
v4a.get_object(Bucket="b", Key="k")
client("dynamodb", "v4a").list_tables()
urllib.request.urlopen(v4a.generate_presigned_url("get_object", Params={"Bucket": "b", "Key": "a b"}))
`,
    [...Array(3).fill("SigV4A header signed"), "SigV4A presigned unsigned"],
  ],
];

it.each(PROGRAMS)("botocore: %s", async (_, program, signed) => {
  await send("python3", "-c", PRELUDE + program);
  expect(signatures()).toEqual(signed);
});

it("the AWS CLI: calls, an upload and a presigned URL", async () => {
  await send("aws", "iam", "get-user", "--user-name", "a b");
  await send("bash", "-c", "head -c 100000 /dev/zero | aws s3 cp - 's3://b/a b/ü'");
  await send("bash", "-c", "curl -sSf \"$(aws s3 presign 's3://b/a b' --region eu-central-1)\"");
  expect(signatures()).toEqual(["SigV4 header signed", "SigV4 header signed", "SigV4 presigned unsigned"]);
});

function signatures(): string[] {
  return inspector.requests.map(({ signature, problem }) =>
    signature.state === "valid"
      ? `${signature.scheme} ${signature.kind} ${signature.payload}`
      : `${signature.state}: ${signature.reason}, ${problem?.message}`,
  );
}
