import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";

// Made when the module is imported, as Lambda functions do.
const s3 = new S3Client({});
const Bucket = "receipts";

export interface OrderEvent {
  readonly order: string;
  readonly total: number;
}

/** The Lambda handler: stores a receipt, once for an order. */
export async function handler({ order, total }: OrderEvent): Promise<{ stored: boolean }> {
  if ((await receipt(order)) !== undefined) return { stored: false };
  const Body = JSON.stringify({ order, total });
  await s3.send(
    new PutObjectCommand({ Bucket, Key: `${order}.json`, Body, ContentType: "application/json" }),
  );
  return { stored: true };
}

/** The text of a receipt; `undefined` for an order that has none. */
export async function receipt(order: string): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: `${order}.json` }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** How many bytes all receipts have. */
export async function size(): Promise<number> {
  let bytes = 0;
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
    for (const { Size = 0 } of Contents) bytes += Size;
  }
  return bytes;
}
