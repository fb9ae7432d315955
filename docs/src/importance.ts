/**
 * How much a section weighs in the search for a term, by its page's address: what people read first comes first, and a page
 * with the term in its name. The site has this function as its text, so it uses nothing from outside.
 */
export function importanceOf(section: string, term: string): number {
  const [page = ""] = section.split("#");
  if (/^\/(?:api|repository)\//.test(page)) return 0.3;
  if (/^\/(?:recipes\/.|examples)/.test(page)) return 0.8;
  const first =
    /^\/(?:packages|find-a-recipe|faq|testing|events|troubleshooting|start-from-boto3|why-not-middleware)\b/;
  const isAbout = page.split(/[/.-]/).includes(term);
  return (first.test(page) ? 2 : 1) * (isAbout ? 3 : 1);
}
