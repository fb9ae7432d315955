import { createHash } from "node:crypto";

/** SQS answers with the MD5 of what it received, and SDK v3 and boto3 compare it. */
export function sqsSuccess(request: {
  readonly operation: string | undefined;
  readonly text: string;
}): string {
  const input = parsed(request.text);
  if (request.operation === "SendMessage") {
    return JSON.stringify({ MessageId: "inspected", MD5OfMessageBody: md5(input["MessageBody"]) });
  }
  const { Entries: entries } = input;
  if (!Array.isArray(entries) || request.operation?.endsWith("Batch") !== true) return "{}";
  const successful = entries.filter(isRecord).map((entry) => ({
    Id: entry["Id"],
    ...(request.operation === "SendMessageBatch"
      ? { MessageId: "inspected", MD5OfMessageBody: md5(entry["MessageBody"]) }
      : {}),
  }));
  return JSON.stringify({ Successful: successful, Failed: [] });
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function md5(value: unknown): string {
  return createHash("md5")
    .update(typeof value === "string" ? value : "")
    .digest("hex");
}
