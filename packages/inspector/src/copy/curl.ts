import type { CopiedText } from "../page/page-data.js";
import { readableText } from "../parameters/to-json.js";
import type { InspectedRequest } from "../requests/inspected-request.js";
import { plainRequest } from "../requests/plain-request.js";
import { signedHeaders } from "../sigv4/sign-request.js";
import { signsLikeS3 } from "../sigv4/signature-faults.js";
import type { InspectorCredentials } from "../sigv4/signature-report.js";
import { shellQuoted } from "./names.js";

/** Headers that curl sets itself, or that say which program sent the request. */
const LEFT_OUT = /^(?:accept-encoding|user-agent|x-amz-user-agent|amz-sdk-|accept$)/;

/**
 * A request as a curl command. curl signs it again, so it stays valid. If curl would sign the path or query wrongly,
 * the command contains a signature, which AWS accepts for 15 minutes.
 */
export function curlCommand(
  request: InspectedRequest,
  {
    endpoint,
    credentials,
  }: { readonly endpoint: string; readonly credentials: readonly InspectorCredentials[] },
): CopiedText {
  if (request.method === "") return { text: "", note: "The request couldn't be read." };
  // The decoded body is sent, so checksums of the encoded one are left out.
  const isEncoded = request.contentEncoding !== undefined && request.contentEncoding !== "aws-chunked";
  const plain = plainRequest(request, request.body);
  const headers = plain.headers.filter(
    ([name]) =>
      !LEFT_OUT.test(name) && !(isEncoded && /^(?:content-encoding|content-md5|x-amz-checksum-)/.test(name)),
  );
  const target = `${endpoint}${plain.path}${plain.rawQuery === "" ? "" : `?${plain.rawQuery}`}`;
  const scope = "scope" in request.signature ? request.signature.scope : undefined;
  const method = plain.method === "HEAD" ? "--head" : `-X ${shellQuoted(plain.method)}`;
  const options = /[[\]{}]/.test(target) ? "--path-as-is --globoff" : "--path-as-is";
  const parts = [`curl ${options} ${method} ${shellQuoted(target)}`];
  let note: string | undefined;
  const isPlainTarget =
    plain.rawQuery === "" && !plain.path.includes("%") && !signsLikeS3(scope?.service ?? "");
  const known = credentials.find(({ accessKeyId }) => accessKeyId === scope?.accessKeyId) ?? credentials[0];
  if (scope !== undefined && isPlainTarget) {
    parts.push(`--aws-sigv4 ${shellQuoted(`aws:amz:${scope.region}:${scope.service}`)}`);
    parts.push('--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"');
    if (request.headers["x-amz-security-token"] !== undefined) {
      parts.push('-H "x-amz-security-token: $AWS_SESSION_TOKEN"');
    }
    for (const [name, value] of headers) parts.push(`-H ${shellQuoted(`${name}: ${value}`)}`);
    note = "curl signs it with the credentials of the environment.";
  } else if (scope !== undefined && known !== undefined) {
    const { region, service } = scope;
    const host = new URL(endpoint).host;
    const time = new Date();
    const signed = signedHeaders({
      ...plain,
      headers: [["host", host], ...headers],
      credentials: known,
      region,
      service,
      time,
    });
    for (const [name, value] of signed)
      if (name !== "host") parts.push(`-H ${shellQuoted(`${name}: ${value}`)}`);
    note = "It was signed when it was copied, and is valid for 15 minutes.";
  } else {
    for (const [name, value] of headers) parts.push(`-H ${shellQuoted(`${name}: ${value}`)}`);
  }
  // curl would add its own content type.
  if (plain.body.length > 0 && !headers.some(([name]) => name === "content-type"))
    parts.push("-H 'content-type:'");
  return withBody(parts, plain.body, note);
}

function withBody(parts: string[], body: Uint8Array, note: string | undefined): CopiedText {
  const text = readableText(body);
  const command = (data: string[]): string => [...parts, ...data].join(" \\\n  ");
  if (body.length === 0) return { text: command([]), note };
  if (text !== undefined && !text.startsWith("@")) {
    return { text: command([`--data-binary ${shellQuoted(text)}`]), note };
  }
  const encoded = Buffer.from(body).toString("base64");
  return { text: `base64 -d <<< ${encoded} | ${command(["--data-binary @-"])}`, note };
}
