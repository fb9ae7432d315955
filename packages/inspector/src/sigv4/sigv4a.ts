import { createECDH, createHmac, createPublicKey, type KeyObject, verify } from "node:crypto";
import type { InspectorCredentials } from "./signature-report.js";

export const SIGV4A = "AWS4-ECDSA-P256-SHA256";
/** The order of the curve P-256, less two. */
const MAX_CANDIDATE = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc63254fn;

/**
 * The public key that SigV4a's signatures of an access key are verified with. The private key is derived from the secret key
 * with HMACs in counter mode (NIST SP 800-108), until one of them is small enough for the curve:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function sigV4aPublicKey({ accessKeyId, secretAccessKey }: InspectorCredentials): KeyObject {
  for (let counter = 1; counter < 255; counter++) {
    const input = [
      Buffer.from([0, 0, 0, 1]),
      Buffer.from(`${SIGV4A}\0${accessKeyId}`),
      Buffer.from([counter, 0, 0, 1, 0]),
    ];
    const mac = createHmac("sha256", `AWS4A${secretAccessKey}`).update(Buffer.concat(input)).digest("hex");
    const candidate = BigInt(`0x${mac}`);
    if (candidate > MAX_CANDIDATE) continue;
    const curve = createECDH("prime256v1");
    curve.setPrivateKey((candidate + 1n).toString(16).padStart(64, "0"), "hex");
    const point = curve.getPublicKey();
    const coordinate = (start: number): string => point.subarray(start, start + 32).toString("base64url");
    const key = { kty: "EC", crv: "P-256", x: coordinate(1), y: coordinate(33) };
    return createPublicKey({ key, format: "jwk" });
  }
  throw new Error(`no SigV4a key can be derived from the secret key of ${accessKeyId}`);
}

/** Whether a signature in hexadecimal is one of the string. Signatures of chunks are filled up with asterisks. */
export function isSigV4aSignature(key: KeyObject, toSign: string, signature: string): boolean {
  const bytes = Buffer.from(signature.replace(/\*+$/, ""), "hex");
  return verify("sha256", Buffer.from(toSign, "latin1"), key, bytes);
}
