import type { InspectedRequest } from "../requests/inspected-request.js";
import type { SigV4Authorization } from "./authorization.js";
import type { CanonicalParts } from "./canonical-request.js";
import type { CredentialScope, InspectorCredentials } from "./signature-report.js";

/** What a client may have signed instead of what arrived. */
export interface Guess {
  /** What went wrong, if this is what was signed. */
  readonly words: string;
  readonly parts?: Partial<CanonicalParts>;
  readonly scope?: Partial<CredentialScope>;
  readonly amzDate?: string;
  readonly secretAccessKey?: string;
}

/** What guesses are made from. */
export interface GuessContext {
  readonly request: InspectedRequest;
  readonly rawQuery: string;
  readonly auth: SigV4Authorization;
  /** The parts of the canonical request, from what arrived. */
  readonly received: CanonicalParts;
  readonly known: InspectorCredentials;
  readonly credentials: readonly InspectorCredentials[];
  readonly others: readonly InspectedRequest[];
}
