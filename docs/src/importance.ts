/**
 * How much a page weighs in the search, by its address: what people read first comes first. The site has this function as
 * its text, so it uses nothing from outside.
 */
export function importanceOf(page: string): number {
  if (/^\/(?:lambda|start-from-boto3)\b/.test(page)) return 6;
  if (/^\/(?:packages|find-a-recipe|faq|testing|events|troubleshooting)\b/.test(page)) return 2;
  if (/^\/(?:api|repository)\//.test(page)) return 0.3;
  if (/^\/(?:recipes\/.|examples)/.test(page)) return 0.8;
  return 1;
}
