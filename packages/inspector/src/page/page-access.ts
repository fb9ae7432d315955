import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Why a browser's request is refused. */
export interface Refusal {
  readonly status: 403 | 421;
  readonly message: string;
}

/**
 * Decides who can see the page: the browser that opened its address with the token, and no page of another origin.
 * Being on loopback isn't enough. Every page that the user visits can send requests there, even from its own host by
 * DNS rebinding.
 */
export class PageAccess {
  /** A path of its own, so that the cookie isn't sent to other servers on this machine. */
  readonly path = `/${randomBytes(8).toString("hex")}/`;
  readonly #token = randomBytes(24).toString("base64url");
  readonly #session = randomBytes(24).toString("base64url");
  readonly #hosts = new Set<string>();

  /** The address to open, once the port is known. */
  addressOf(host: string, port: number): string {
    for (const name of [host, "127.0.0.1", "localhost", "[::1]"])
      this.#hosts.add((port === 80 ? name : `${name}:${port}`).toLowerCase());
    return `http://${host}:${port}${this.path}?token=${this.#token}`;
  }

  /** The cookie that replaces the token. Scripts can't read it, and other sites can't make the browser send it. */
  get cookie(): string {
    return `tucuxi-inspector=${this.#session}; Path=${this.path}; HttpOnly; SameSite=Strict`;
  }

  /** Whether the request has the token of the address. */
  hasToken(url: URL): boolean {
    return same(url.searchParams.get("token") ?? "", this.#token);
  }

  /** Why to refuse a request before its token or cookie is checked. */
  refusalOf({ headers, method }: IncomingMessage): Refusal | undefined {
    // An attacker can point a host name to this machine.
    if (!this.#hosts.has((headers.host ?? "").toLowerCase())) {
      return {
        status: 421,
        message: "This address isn't the inspector's own. Open the one that it printed.",
      };
    }
    const { origin, "sec-fetch-site": site, "sec-fetch-dest": destination } = headers;
    if (origin !== undefined && origin !== `http://${headers.host}`) {
      return { status: 403, message: "Pages of other origins may not use the inspector's page." };
    }
    if (site === "cross-site" || site === "same-site") {
      // Other pages can link here, but not load or frame this page.
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
      return { status: 403, message: "Only GET and POST are accepted here." };
    return undefined;
  }

  /** Whether the request has the cookie. */
  hasCookie({ headers }: IncomingMessage): boolean {
    const cookies = (headers.cookie ?? "").split(/;\s*/);
    return cookies.some((cookie) => {
      const equals = cookie.indexOf("=");
      return cookie.slice(0, equals) === "tucuxi-inspector" && same(cookie.slice(equals + 1), this.#session);
    });
  }
}

/** Compares in constant time, so that timing doesn't reveal how much of a guess is right. */
function same(given: string, expected: string): boolean {
  const [one, two] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === two.length && timingSafeEqual(one, two);
}
