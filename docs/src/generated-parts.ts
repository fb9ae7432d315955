/**
 * Updates the generated parts of a page. Each is between `<!-- generated: NAME -->` and `<!-- /generated -->`.
 *
 * @throws if the page's parts aren't those that are given.
 */
export function withGenerated(page: string, parts: Readonly<Record<string, string>>): string {
  const found = new Set<string>();
  const text = page.replace(
    /(<!-- generated: (.+?) -->\n).*?(<!-- \/generated -->)/gs,
    (_, start: string, name: string, end: string) => {
      const part = parts[name];
      if (part === undefined) throw new Error(`no content is generated for the part "${name}"`);
      found.add(name);
      return `${start}\n${part.trim()}\n\n${end}`;
    },
  );
  const absent = Object.keys(parts).filter((name) => !found.has(name));
  if (absent.length > 0) throw new Error(`the page has no part for ${absent.join(", ")}`);
  return text;
}
