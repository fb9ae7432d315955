import type { RequestProblem } from "../requests/inspected-request.js";
import type { RecordedRequest } from "../requests/recorded-request.js";
import { verificationProblem } from "../requests/refusal.js";

/**
 * Why a request must not be passed on, or `undefined`. Passed requests are signed with real credentials, so they have
 * to come from the user's own program. A web page doesn't count, although its browser reaches this machine too. A
 * request with a signature that AWS would refuse doesn't either.
 */
export function forwardProblem(request: RecordedRequest): RequestProblem | undefined {
  const { headers, signature } = request;
  if (headers["origin"] !== undefined || headers["sec-fetch-site"] !== undefined) {
    return denied("requests of web pages aren't passed on: they would be signed with your credentials");
  }
  const host = headers["host"] ?? "";
  if (!isOwnHost(host)) {
    return denied(
      `requests for the host ${host} aren't passed on: it may be a web page's name for this machine`,
    );
  }
  // Anonymous requests stay anonymous.
  return signature.state === "absent" ? undefined : verificationProblem(request);
}

function denied(message: string): RequestProblem {
  return { status: 403, code: "AccessDenied", message };
}

/**
 * An address, a name that nobody else can own, or one of AWS's names, for clients that use the inspector as a proxy.
 */
function isOwnHost(host: string): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return (
    /^\[[0-9a-f:.]+\]$|^\d{1,3}(?:\.\d{1,3}){3}$/.test(name) ||
    !name.includes(".") ||
    /\.(?:localhost|internal|amazonaws\.com)$/.test(name)
  );
}
