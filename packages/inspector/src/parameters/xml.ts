/** An element of an XML document. */
export interface XmlElement {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

const MAX_DEPTH = 100;
const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/\s*([^\s>]+)\s*>|<([^\s>/!?]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/gy;

/**
 * Parses an XML document without attributes and without a document type, which is enough for AWS services.
 * @throws Error for a string that isn't XML.
 */
export function parseXml(text: string): XmlElement {
  const document: XmlElement = { name: "", children: [], text: "" };
  const open: XmlElement[] = [document];
  TOKEN.lastIndex = 0;
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null)
      throw new Error(`XML: "${text.slice(at, at + 20)}" at character ${at} isn't understood`);
    at = TOKEN.lastIndex;
    const [, data, closing, opening, , empty, content] = match;
    const current = open.at(-1) ?? document;
    if (data !== undefined) current.text += data;
    else if (content !== undefined) current.text += unescaped(content);
    else if (opening !== undefined) {
      const element: XmlElement = { name: localName(opening), children: [], text: "" };
      current.children.push(element);
      if (empty !== "/") open.push(element);
      if (open.length > MAX_DEPTH) throw new Error("XML: elements are nested too deeply");
    } else if (closing !== undefined) {
      if (open.length < 2 || current.name !== localName(closing))
        throw new Error(`XML: </${closing}> ends nothing at character ${at}`);
      open.pop();
    }
  }
  const [root] = document.children;
  if (open.length > 1 || root === undefined) throw new Error("XML: the document is cut short");
  return root;
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|([a-z]{2,4}));/g, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
