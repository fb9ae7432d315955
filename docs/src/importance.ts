/**
 * Weighs a section in the search for a term by its page's address. Pages that people read first come first, and so do
 * pages with the term in their name. The site copies the source of this function, so it can't use anything outside it.
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
