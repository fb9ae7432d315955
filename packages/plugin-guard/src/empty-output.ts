import { clientOf, type Parsed } from "@tucuxi/events";
import type { CallState } from "./guarded-call.js";

/** What SQS clients make MD5 with. */
type Md5 = new () => {
  update(bytes: Uint8Array): void;
  digest(): PromiseLike<Uint8Array>;
};

/** The output of a call that isn't sent. It's empty, except for members that the SDK itself insists on. */
export async function emptyOutput({ service, operation, params, context }: CallState): Promise<Parsed> {
  // The SQS client compares the digest with what it sent, and fails a call without one.
  if (service !== "sqs" || operation !== "SendMessage") return {};
  const { md5 }: { readonly md5?: Md5 | false } = clientOf(context).config;
  const { MessageBody } = params;
  if (!md5 || typeof MessageBody !== "string") return {};
  const hash = new md5();
  hash.update(new TextEncoder().encode(MessageBody));
  const digest = Array.from(await hash.digest(), (byte) => byte.toString(16).padStart(2, "0"));
  return { MD5OfMessageBody: digest.join("") };
}
