import type { RequestProblem } from "../requests/inspected-request.js";
import type { RecordedRequest } from "../requests/recorded-request.js";
import { verificationProblem } from "../requests/refusal.js";

/**
 * Why a request must not be passed on, or `undefined`. What is passed on is signed with credentials that count, so it
 * has to come from a program of the user's: not from a web page, whose browser reaches this machine too, and not with a
 * signature that AWS would refuse.
 */
export function forwardProblem(request: RecordedRequest): RequestProblem | undefined {
  const { headers, signature } = request;
  if (headers["origin"] !== undefined || headers["sec-fetch-site"] !== undefined) {
    return denied("requests of web pages are not passed on: they would be signed with your credentials");
  }
  const host = headers["host"] ?? "";
  if (!isOwnHost(host)) {
    return denied(
      `requests for the host ${host} are not passed on: it may be a web page's name for this machine`,
    );
  }
  // Anonymous requests stay anonymous.
  return signature.state === "absent" ? undefined : verificationProblem(request);
}

function denied(message: string): RequestProblem {
  return { status: 403, code: "AccessDenied", message };
}

/** An address, a name that no one else can own, or one of AWS's, for clients that take the inspector for a proxy. */
function isOwnHost(host: string): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return (
    /^\[[0-9a-f:.]+\]$|^\d{1,3}(?:\.\d{1,3}){3}$/.test(name) ||
    !name.includes(".") ||
    /\.(?:localhost|internal|amazonaws\.com)$/.test(name)
  );
}
