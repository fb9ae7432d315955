import { PutObjectCommand, type PutObjectCommandInput, S3Client } from "@aws-sdk/client-s3";
import { HttpResponse } from "@smithy/protocol-http";

/** What was sent instead of being sent. */
export interface Sent {
  bytes: number;
  encoding: string | undefined;
}

/** An S3 client whose requests are read to their end and go nowhere. */
export class Uploads {
  readonly client: S3Client;
  /** The last request. */
  readonly sent: Sent = { bytes: 0, encoding: undefined };

  constructor() {
    this.client = new S3Client({
      region: "eu-west-1",
      credentials: {
        accessKeyId: "AKIDEXAMPLE",
        secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
      },
      requestHandler: {
        handle: async ({ body, headers }: { body?: unknown; headers: Record<string, string> }) => {
          this.sent.encoding = headers["content-encoding"];
          this.sent.bytes = await lengthOf(body);
          return { response: new HttpResponse({ statusCode: 200, headers: {}, body: Buffer.alloc(0) }) };
        },
      },
    });
  }

  async put(input: Pick<PutObjectCommandInput, "Body" | "ContentEncoding">): Promise<void> {
    await this.client.send(new PutObjectCommand({ Bucket: "orders", Key: "2026/orders", ...input }));
  }
}

async function lengthOf(body: unknown): Promise<number> {
  if (body instanceof Uint8Array) return body.byteLength;
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) bytes += chunk.byteLength;
  return bytes;
}
