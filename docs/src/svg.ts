/** The colours of all pictures, for a light and a dark page. Each brings its own background: a site may be neither. */
const COLOURS = `
:root { --back: #ffffff; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --box: #f6f8fa; --accent: #0b6e6e; --seam: #e2f4f3; --good: #1a7f37; --bad: #c0262d }
@media (prefers-color-scheme: dark) {
  :root { --back: #151b23; --text: #e6edf3; --soft: #9aa4af; --line: #3d444d; --box: #212830; --accent: #56c8c4; --seam: #16383b; --good: #56d364; --bad: #ff7b72 }
}`;

/** A picture that needs nothing beside itself. */
export function svg(picture: {
  readonly width: number;
  readonly height: number;
  /** What it shows, for those who do not see it. */
  readonly title: string;
  readonly style: string;
  readonly content: readonly string[];
}): string {
  const { width, height, title, style, content } = picture;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>${COLOURS}${style}</style>
<rect width="${width}" height="${height}" rx="8" fill="var(--back)"/>
${content.join("\n")}
</svg>
`;
}

/** A text as it is written in XML. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
