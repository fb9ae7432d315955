/** Matches `*` and `?` without a regular expression, which could take exponential time. */
export function wildcardMatch(pattern: string, text: string): boolean {
  let at = 0;
  let next = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (at < text.length) {
    const char = pattern[next];
    if (char === "*") {
      starAt = next;
      resumeAt = at;
      next += 1;
    } else if (char === "?" || (char !== undefined && char === text[at])) {
      at += 1;
      next += 1;
    } else if (starAt >= 0) {
      // The star takes one more letter.
      resumeAt += 1;
      at = resumeAt;
      next = starAt + 1;
    } else {
      return false;
    }
  }
  while (pattern[next] === "*") next += 1;
  return next === pattern.length;
}
