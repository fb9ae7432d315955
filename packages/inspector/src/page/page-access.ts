import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Why a request of a browser is refused. */
export interface Refusal {
  readonly status: 403 | 421;
  readonly message: string;
}

/**
 * Who may see the page: the browser that opened its address with the token, and no page of another origin. Loopback alone
 * is no protection: every page that the user visits can send requests there, by DNS rebinding even from its own host.
 */
export class PageAccess {
  /** A folder of its own, so that the cookie is not sent to other servers on this machine. */
  readonly path = `/${randomBytes(8).toString("hex")}/`;
  readonly #token = randomBytes(24).toString("base64url");
  readonly #session = randomBytes(24).toString("base64url");
  readonly #hosts = new Set<string>();

  /** The address to open, once the port is known. */
  addressOf(host: string, port: number): string {
    for (const name of [host, "127.0.0.1", "localhost", "[::1]"])
      this.#hosts.add(`${name}:${port}`.toLowerCase());
    return `http://${host}:${port}${this.path}?token=${this.#token}`;
  }

  /** The cookie that stands for the token: no script can read it, and no other site can have it sent. */
  get cookie(): string {
    return `tucuxi-inspector=${this.#session}; Path=${this.path}; HttpOnly; SameSite=Strict`;
  }

  /** Whether the request brings the token of the address. */
  hasToken(url: URL): boolean {
    return same(url.searchParams.get("token") ?? "", this.#token);
  }

  /** What speaks against a request before its token or cookie is looked at. */
  refusalOf({ headers, method }: IncomingMessage): Refusal | undefined {
    // A host name that an attacker makes point to this machine.
    if (!this.#hosts.has((headers.host ?? "").toLowerCase())) {
      return {
        status: 421,
        message: "This address is not the inspector's own. Open the one that it printed.",
      };
    }
    const { origin, "sec-fetch-site": site, "sec-fetch-dest": destination } = headers;
    if (origin !== undefined && origin !== `http://${headers.host}`) {
      return { status: 403, message: "Pages of other origins may not use the inspector's page." };
    }
    if (site === "cross-site" || site === "same-site") {
      // A link in another page may be followed; what that page loads or frames may not.
      const isNavigation =
        method === "GET" && headers["sec-fetch-mode"] === "navigate" && destination === "document";
      if (!isNavigation)
        return { status: 403, message: "Pages of other origins may not use the inspector's page." };
    }
    if (
      destination === "iframe" ||
      destination === "frame" ||
      destination === "object" ||
      destination === "embed"
    ) {
      return { status: 403, message: "The inspector's page may not be framed." };
    }
    if (method !== "GET" && method !== "POST")
      return { status: 403, message: "Only GET and POST are known here." };
    return undefined;
  }

  /** Whether the request brings the cookie. */
  hasCookie({ headers }: IncomingMessage): boolean {
    const cookies = (headers.cookie ?? "").split(/;\s*/);
    return cookies.some((cookie) => {
      const equals = cookie.indexOf("=");
      return cookie.slice(0, equals) === "tucuxi-inspector" && same(cookie.slice(equals + 1), this.#session);
    });
  }
}

/** Compares in a time that does not tell how much of a guess is right. */
function same(given: string, expected: string): boolean {
  const [one, two] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === two.length && timingSafeEqual(one, two);
}
