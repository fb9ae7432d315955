import { type CallContext, clientOf, type HttpRequest } from "@tucuxi/events";
import { GuardError } from "./guard-error.js";
import { type CallState, regionOf } from "./guarded-call.js";
import { headerValue } from "./header-value.js";
import type { Settings } from "./options.js";

/** Which credentials and regions a request is signed for. */
export interface Scope {
  readonly accessKeyId: string | undefined;
  readonly regions: readonly string[];
}

/** The signature's `Credential=AKIDEXAMPLE/20260101/eu-west-1/s3/aws4_request`; SigV4a leaves the region out. */
const CREDENTIAL = /Credential=([^/,\s]+)\/\d{8}\/(?:([^/,\s]+)\/)?[^/,\s]+\/aws4_request/;

/** What a signed request says about that. */
export function scopeOfSigned({ headers }: HttpRequest): Scope {
  const [, accessKeyId, region] = CREDENTIAL.exec(headerValue(headers, "authorization") ?? "") ?? [];
  const regions = region === undefined ? headerValue(headers, "x-amz-region-set")?.split(",") : [region];
  return { accessKeyId, regions: regions ?? [] };
}

/** What a request will say that isn't signed yet. */
export async function scopeOfUnsigned(region: string | undefined, context: CallContext): Promise<Scope> {
  const identity = await identityOf(context);
  return { accessKeyId: identity?.accessKeyId, regions: region?.split(",") ?? [] };
}

/** Refuses a request for another region or account. @throws GuardError */
export async function checkPlace(
  { regions, accounts }: Settings,
  call: CallState,
  { hostname }: HttpRequest,
  scope: Scope,
): Promise<void> {
  if (regions !== undefined) {
    const used = [...scope.regions, ...regionOfHost(hostname)];
    if (used.length === 0) used.push((await regionOf(call.context)) ?? "an unknown region");
    const wrong = used.find((region) => !regions.has(region.trim()));
    if (wrong !== undefined) {
      const message = `the request is for ${wrong} (${hostname})`;
      throw new GuardError("REGION_REFUSED", `regions: ${list(regions)}`, call, message);
    }
  }
  if (accounts !== undefined) {
    const account = await accountOf(scope.accessKeyId, call.context);
    if (!accounts.has(account ?? "")) {
      const message =
        account === undefined
          ? "nobody knows which account the request is made as. Give the client credentials with an accountId"
          : `the request is made as account ${account}`;
      throw new GuardError("ACCOUNT_REFUSED", `accounts: ${list(accounts)}`, call, message);
    }
  }
}

function list(values: ReadonlySet<string>): string {
  return JSON.stringify([...values]);
}

/**
 * The region in the name of an AWS host. It's the last match, since a bucket's name before it can look like a region.
 */
function regionOfHost(hostname: string): string[] {
  if (!/\.(?:amazonaws\.com|amazonaws\.com\.cn|api\.aws|on\.aws)$/i.test(hostname)) return [];
  const region = hostname
    .toLowerCase()
    .split(".")
    .findLast((label) => /^[a-z]{2,}(?:-[a-z]+)+-\d+$/.test(label));
  return region === undefined ? [] : [region];
}

interface Identity {
  readonly accessKeyId?: string;
  readonly accountId?: string;
}

async function identityOf(context: CallContext): Promise<Identity | undefined> {
  const { credentials }: { readonly credentials?: () => PromiseLike<Identity> } = clientOf(context).config;
  return credentials?.();
}

async function accountOf(accessKeyId: string | undefined, context: CallContext): Promise<string | undefined> {
  if (accessKeyId === undefined) return undefined;
  const identity = await identityOf(context);
  const known = identity?.accessKeyId === accessKeyId ? identity.accountId : undefined;
  return known ?? accountOfKey(accessKeyId);
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * The account that an access key belongs to. AWS writes it into the key's id, as 40 bits in base 32, after four letters
 * and a bit that is set. Older ids have that bit unset, and don't contain the account.
 * https://awsteele.com/blog/2020/09/26/aws-access-key-format.html
 */
function accountOfKey(accessKeyId: string): string | undefined {
  if (!/^A[A-Z]{3}[Q-Z2-7][A-Z2-7]{15}$/.test(accessKeyId)) return undefined;
  let bits = 0;
  // Nine digits are 45 bits: the one that is set, 40 of the account, and four more.
  for (const digit of accessKeyId.slice(4, 13)) bits = bits * 32 + BASE32.indexOf(digit);
  return String(Math.floor((bits - 2 ** 44) / 2 ** 4)).padStart(12, "0");
}
