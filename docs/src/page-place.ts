/** The part that we use of what VitePress tells Markdown plugins about the rendered page. */
export interface PageEnvironment {
  readonly relativePath: string;
}

/** The rendered file and its page, each relative to its root. */
export function placeOf(
  { relativePath }: PageEnvironment,
  pages: Readonly<Record<string, string>>,
): { readonly file: string; readonly page: string } {
  // The search index renders a file under its own name, and the site under the page's.
  const page = pages[relativePath] ?? relativePath;
  const [file = relativePath] = Object.entries(pages).find(([, made]) => made === page) ?? [];
  return { file, page };
}
