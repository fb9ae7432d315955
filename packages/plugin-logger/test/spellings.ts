/** Every character as JSON may spell it. */
const escaped = (text: string): string =>
  [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
export const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);
export const xml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** How services, and what lies between, may spell a text. */
export const SPELLINGS: readonly (readonly [name: string, spell: (text: string) => string])[] = [
  ["as it is", (secret) => secret],
  ["as JSON", quoted],
  ["as JSON with slashes escaped", (secret) => quoted(secret).replaceAll("/", "\\/")],
  ["as JSON in \\u0026 and \\u00e4", escaped],
  ["as JSON within JSON", (secret) => quoted(quoted(secret))],
  ["as JSON within JSON within JSON", (secret) => quoted(quoted(quoted(secret)))],
  ["as XML", xml],
  [
    "as XML with &apos; and &quot;",
    (secret) => xml(secret).replaceAll("'", "&apos;").replaceAll('"', "&quot;"),
  ],
  ["as XML with &#39;", (secret) => xml(secret).replaceAll("'", "&#39;").replaceAll("ä", "&#228;")],
  ["as XML with &#x27;", (secret) => xml(secret).replaceAll("'", "&#x27;").replaceAll("ä", "&#xE4;")],
  ["in a URL", encodeURIComponent],
  [
    "in a URL with %27",
    (secret) =>
      encodeURIComponent(secret)
        .replaceAll("'", "%27")
        .replace(/%../g, (hex) => hex.toLowerCase()),
  ],
  ["in a form", (secret) => new URLSearchParams({ a: secret }).toString().slice(2)],
  ["in a URL within a URL", (secret) => encodeURIComponent(encodeURIComponent(secret))],
  ["in base64", (secret) => Buffer.from(secret).toString("base64")],
  ["in base64 after one byte", (secret) => Buffer.from(`x${secret}`).toString("base64")],
  ["in base64 after two bytes", (secret) => Buffer.from(`xy${secret}z`).toString("base64url")],
  ["in base64 after other letters", (secret) => `key${Buffer.from(secret).toString("base64")}`],
  ["in JSON in base64", (secret) => Buffer.from(JSON.stringify({ a: secret })).toString("base64")],
  ["in escaped JSON in base64", (secret) => Buffer.from(`{"a":"${escaped(secret)}"}`).toString("base64")],
  [
    "in base64 in JSON in base64",
    (secret) => {
      const inner = Buffer.from(secret).toString("base64");
      return Buffer.from(JSON.stringify({ a: inner })).toString("base64");
    },
  ],
  [
    "in base64 with line breaks",
    (secret) => `\n${Buffer.from(`--${secret}--`).toString("base64").replace(/.{16}/g, "$&\n")}\n`,
  ],
  ["with a combining mark behind it", (secret) => `${secret}\u0301`],
  ["cut by the service", (secret) => `${secret.slice(0, -3)}...`],
];
