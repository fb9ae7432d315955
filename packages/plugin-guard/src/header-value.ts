/** A header's value. Handlers can write names in any case. */
export function headerValue(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers).find(([written]) => written.toLowerCase() === name)?.[1];
}
