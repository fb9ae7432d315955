/** What VitePress tells Markdown plugins of the page that is rendered, as far as it is used here. */
export interface PageEnvironment {
  readonly relativePath: string;
}

/** The file that is rendered and its page, both from their roots. */
export function placeOf(
  { relativePath }: PageEnvironment,
  pages: Readonly<Record<string, string>>,
): { readonly file: string; readonly page: string } {
  // The search index renders files under their own names, the site under the page's.
  const page = pages[relativePath] ?? relativePath;
  const [file = relativePath] = Object.entries(pages).find(([, made]) => made === page) ?? [];
  return { file, page };
}
