import type { Protocol, RequestProblem } from "../requests/inspected-request.js";
import type { SignatureDifference } from "../sigv4/explain-signature.js";
import type { SignatureFault, SignatureReport } from "../sigv4/signature-report.js";

/** One request in the list of the page. */
export interface RequestRow {
  readonly id: number;
  readonly callId: string | undefined;
  readonly attempt: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly method: string;
  readonly path: string;
  readonly service: string | undefined;
  readonly operation: string | undefined;
  readonly status: number | undefined;
  readonly isSettled: boolean;
  readonly wireBytes: number;
  readonly bodyBytes: number;
  readonly signature: SignatureReport["state"];
  readonly fault: SignatureFault | undefined;
  readonly checksumsValid: boolean;
  readonly duration: number | undefined;
  readonly problem: string | undefined;
  readonly events: number;
}

/** What the page is told about the requests, one message after another. */
export type PageMessage =
  | {
      readonly type: "start";
      readonly version: string;
      readonly endpoint: string;
      readonly forward: string | undefined;
    }
  | { readonly type: "rows"; readonly rows: readonly RequestRow[] }
  /** Requests before this one are forgotten. */
  | { readonly type: "forgotten"; readonly before: number }
  | { readonly type: "cleared" };

/** A value with its name. Secrets have no value until the user asks for them. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
  readonly isSecret: boolean;
  /** Whether the signature covers it. */
  readonly isSigned?: boolean;
}

/** A parsed document, with masks in place of secrets. */
export interface ShownValue {
  readonly value: unknown;
  /** JSON pointers to what is masked. */
  readonly secrets: readonly string[];
}

/** A body as it came. */
export interface ShownBody {
  readonly bytes: number;
  /** The start of the body as text; `undefined` if it isn't text, or is hidden. */
  readonly text: string | undefined;
  /** The start of the body as lines of a hex dump. */
  readonly hex: readonly string[];
  /** Whether the body has more than is shown. */
  readonly isCut: boolean;
  /** Whether it's hidden because it contains secrets. */
  readonly isHidden: boolean;
}

/** An answer, or a request that was passed on. */
export interface ShownMessage {
  readonly title: string;
  readonly headers: readonly NamedValue[];
  readonly document: ShownValue | undefined;
  readonly body: ShownBody;
}

/** Everything about one request. */
export interface RequestDetail {
  readonly row: RequestRow;
  readonly url: string;
  readonly httpVersion: string;
  readonly protocol: Protocol | undefined;
  readonly contentEncoding: string | undefined;
  readonly query: readonly NamedValue[];
  readonly headers: readonly NamedValue[];
  readonly trailers: readonly NamedValue[];
  readonly checksums: readonly {
    readonly name: string;
    readonly location: string;
    readonly valid: boolean;
    readonly declared: string;
    readonly actual: string;
  }[];
  readonly problem: RequestProblem | undefined;
  readonly parameters: (ShownValue & { readonly problem: undefined }) | { readonly problem: string };
  readonly body: ShownBody;
  /** The body as it was sent, if that differs. */
  readonly wireBody: ShownBody | undefined;
  readonly response: ShownMessage | undefined;
  /** What was passed on, if requests are. */
  readonly forwarded: ShownMessage | undefined;
  readonly signature: ShownSignature;
  readonly events: readonly {
    readonly time: number;
    readonly type: string | undefined;
    readonly headers: readonly NamedValue[];
    readonly body: ShownBody;
    readonly signature: string;
  }[];
  /** Whether something is masked. */
  readonly hasSecrets: boolean;
}

/** A signature and what went wrong with it. */
export interface ShownSignature {
  readonly state: SignatureReport["state"];
  readonly words: string;
  readonly canonicalRequest: readonly string[];
  readonly stringToSign: readonly string[];
  /** What the client signed instead, if that was found out. */
  readonly signed:
    | { readonly canonicalRequest: readonly string[]; readonly stringToSign: readonly string[] }
    | undefined;
  readonly difference: SignatureDifference | undefined;
}

/** The ways to copy a request. */
export const COPY_FORMATS = ["curl", "aws-cli", "typescript", "boto3", "stub"] as const;
export type CopyFormat = (typeof COPY_FORMATS)[number];

/** A request as a command or a program. */
export interface CopiedText {
  readonly text: string;
  /** What to know before running it. */
  readonly note: string | undefined;
}
