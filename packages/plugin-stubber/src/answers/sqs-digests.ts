import { utf8 } from "../model/bytes.js";
import type { AnsweredAttempt } from "./answer.js";

/** The SDK's hash: `client.config.md5`. */
interface Hash {
  update(bytes: Uint8Array): void;
  digest(): Promise<Uint8Array>;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * The output of an SQS operation with the message digests that the SDK compares, if the test didn't give them. A digest
 * that the test gave stays, right or wrong.
 */
export async function withDigests(
  attempt: Pick<AnsweredAttempt, "errors" | "operationName" | "params" | "md5">,
  output: Members,
): Promise<Members> {
  const { errors, operationName, params, md5 } = attempt;
  if (errors.serviceId !== "SQS" || typeof md5 !== "function") return output;
  const digest = async (text: unknown): Promise<string> => {
    const hash: Hash = Reflect.construct(md5, []);
    hash.update(utf8(typeof text === "string" ? text : ""));
    return hex(await hash.digest());
  };
  switch (operationName) {
    case "SendMessage":
      return { MD5OfMessageBody: await digest(params["MessageBody"]), ...output };
    case "SendMessageBatch":
      return withEach(output, "Successful", async (sent) => {
        const entry = membersOf(params["Entries"]).find(({ Id }) => Id === sent["Id"]);
        return { MD5OfMessageBody: await digest(entry?.["MessageBody"]) };
      });
    case "ReceiveMessage":
      return withEach(output, "Messages", async ({ Body }) => ({ MD5OfBody: await digest(Body) }));
    default:
      return output;
  }
}

async function withEach(
  output: Members,
  name: string,
  added: (member: Members) => Promise<Members>,
): Promise<Members> {
  const { [name]: list } = output;
  if (!Array.isArray(list)) return output;
  const members = membersOf(list).map(async (member) => ({ ...(await added(member)), ...member }));
  return { ...output, [name]: await Promise.all(members) };
}

function membersOf(list: unknown): Members[] {
  return Array.isArray(list)
    ? list.filter((item): item is Members => typeof item === "object" && item !== null)
    : [];
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
