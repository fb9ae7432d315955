import type { HiddenParts } from "./hidden-parts.js";
import { isSecretField, SECRET_MEMBER } from "./secret-names.js";
import type { View } from "./views.js";

/** The value of a parameter in a form or URL (even nested in another parameter) or in JSON, up to the next one. */
const PARAMETER = String.raw`(?:(?!%26)(?:[^&\s"'<>\\,;]|\\(?!u0026|["'nrt])))+`;

/** A string in quotation marks. */
const QUOTED = String.raw`"(?:[^"\\]|\\[^])*"?`;

/**
 * Values that are secret because of what stands around them. What follows the first group is hidden. Each pattern takes linear
 * time: it begins with fixed characters, and no repetition is followed by something that it could match itself.
 */
const PATTERNS: readonly RegExp[] = [
  // `=` and `&` are %3D and %26 in a URL that is a parameter, such as RDS's PreSignedUrl.
  new RegExp(`((?:x-amz-(?:signature|security-token)|(?<![a-z])signature)(?:=|%3D))${PARAMETER}`, "gi"),
  // The access key, without the scope after it.
  /((?:x-amz-credential|awsaccesskeyid|\bcredential)(?:=|%3D))(?:(?!%2[6F])[^&\s"'<>\\,/])+/gi,
  // Headers, and the canonical request in SignatureDoesNotMatch.
  /((?:x-amz-security-token|authorization|cookie):)(?!\s?AWS4-)(?:[^\n<"\\]|\\(?!n))+/gi,
  /(<(?:CanonicalRequestBytes|StringToSignBytes|SignatureProvided)>)[^<]*/g,
  /\b(Bearer )[A-Za-z0-9._~+/=-]+/gi,
  // The password in a URL.
  /(\/\/[^\s/@:"'<>]{0,256}:)[^\s/"'<>]{1,256}(?=@)/g,
  /(?<![\w.+-])(?!mailto:)([\w.+-]{1,64}:)[^\s/"'<>]{1,64}(?=@[\w[])/g,
  /(-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----)[^-]*/g,
  // `--password hunter2`, as in a command that failed
  new RegExp(String.raw`((?<![\w-])--[\w-]{0,32}?(?:${SECRET_MEMBER}) )[^\s"'<>]+`, "gi"),
  // What Tucuxi and fetch say of a header that can't be sent. The second group is its name.
  new RegExp(`(\\bthe header "([^"]{1,256})" to )${QUOTED}`, "g"),
  new RegExp(`(\\bHeaders\\.\\w{1,16}: )${QUOTED}`, "g"),
  // What an arrow function returned, which may be the header that it set.
  new RegExp(`(\\bof [\\w.-]{1,256} returned )${QUOTED}`, "g"),
  // `password=hunter2`, `aws_secret_access_key = wJalr`, `"password": "hunter2"`
  new RegExp(
    String.raw`((?<!x-amz-)(?:${SECRET_MEMBER})\\*["']?\s{0,8}[=:]\s{0,8})(?:\\*"(?:[^"\n\\]|\\(?!["n]))*|'[^'\n]*|${PARAMETER})`,
    "gi",
  ),
];

/** Each pattern needs one of these. */
const MARKS = /[=:<%"]|bearer |--/i;

/** The beginning of a URL with a password, cut off before the `@`. */
const PATTERNS_AT_END: readonly RegExp[] = [
  /(\/\/[^\s/@:"'<>]{0,256}:)[^\s/@"'<>]{1,256}$/g,
  /(?<![\w.+-])([\w.+-]{1,64}:)[^\s/@"'<>{},]{1,64}$/g,
];
/** The maximum length of such a match. */
const LONGEST_AT_END = 600;

/**
 * Hides values that are secret because of what stands around them: signatures and tokens in URLs, and named passwords.
 */
export function hideByContext(view: View, parts: HiddenParts): void {
  const { text, isOpen } = view;
  if (!MARKS.test(text)) return;
  for (const pattern of PATTERNS) hideIn(text, 0, pattern);
  if (!isOpen) return;
  const from = Math.max(0, text.length - LONGEST_AT_END);
  for (const pattern of PATTERNS_AT_END) hideIn(text.slice(from), from, pattern);

  function hideIn(searched: string, offset: number, pattern: RegExp): void {
    // In a loop of its own: `matchAll` compiles a copy of the pattern each time.
    pattern.lastIndex = 0;
    for (let match = pattern.exec(searched); match !== null; match = pattern.exec(searched)) {
      const { 0: found, 1: before = "", 2: header, index } = match;
      if (header !== undefined && !isSecretField(header)) continue;
      const start = offset + index + before.length;
      parts.hide(view.startOf(start), view.endOf(start + found.length - before.length));
    }
  }
}
