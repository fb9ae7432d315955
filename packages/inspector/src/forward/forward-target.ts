import type { InspectedRequest } from "../requests/inspected-request.js";
import { serviceModel } from "../services/service-models.js";
import type { CredentialScope } from "../sigv4/signature-report.js";

/** Where one request is sent to. */
export interface ForwardAddress {
  readonly isSecure: boolean;
  readonly hostname: string;
  readonly port: string;
  /** The host header. */
  readonly host: string;
  readonly path: string;
}

/** What a request was signed for. A SigV4a signature can be valid for all regions, so it doesn't say where to send the request. */
export function scopeOf({ signature }: InspectedRequest): CredentialScope | undefined {
  return "scope" in signature && signature.scheme === "SigV4" ? signature.scope : undefined;
}

/**
 * Where requests are passed on to. The URL can contain `{service}` and `{region}`, which are replaced with the
 * request's own.
 */
export class ForwardTarget {
  readonly template: string;

  /** @throws Error that says what the URL must be */
  constructor(template: string) {
    this.template = template;
    const sample = template.replaceAll("{service}", "s3").replaceAll("{region}", "us-east-1");
    const url = URL.canParse(sample) ? new URL(sample) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol) || /[{}]/.test(sample)) {
      throw new Error(
        "an http or https URL, such as http://localhost:5000 or https://{service}.{region}.amazonaws.com",
      );
    }
    if (url.search !== "" || url.hash !== "" || url.username !== "" || url.password !== "") {
      throw new Error("a URL without a user, a query and a fragment");
    }
  }

  /** @throws Error if the URL needs the service and the request doesn't name it */
  addressOf(request: InspectedRequest, path: string): ForwardAddress {
    const scope = scopeOf(request);
    const service = serviceModel(request.service)?.endpointPrefix ?? scope?.service;
    if (this.template.includes("{service}") && service === undefined) {
      throw new Error(
        "the request doesn't say which service it is for, and the URL to pass it on to needs that",
      );
    }
    const url = new URL(
      this.template
        .replaceAll("{service}", service ?? "")
        .replaceAll("{region}", scope?.region ?? "us-east-1"),
    );
    return {
      isSecure: url.protocol === "https:",
      hostname: url.hostname.replace(/^\[|\]$/g, ""),
      port: url.port,
      host: url.host,
      // Not `new URL(path, base)`, which would remove dot segments that belong to S3 keys.
      path: url.pathname.replace(/\/$/, "") + path,
    };
  }
}
