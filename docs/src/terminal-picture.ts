import { escaped, svg } from "./svg.js";

const FONT_SIZE = 13;
/** Of the monospaced fonts below, at most. */
const CHARACTER = 7.9;
const LINE = 20;
const MARGIN = 20;

const STYLE = `
text { font: ${FONT_SIZE}px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: var(--text); white-space: pre }
.soft { fill: var(--soft) }
.good { fill: var(--good) }
.bad { fill: var(--bad) }
.frame { fill: none; stroke: var(--line) }`;

/** A picture of a terminal: a command, and what it printed to the letter. */
export function terminalPicture(command: string, output: string): string {
  const lines = [`$ ${command}`, "", ...output.trimEnd().split("\n")];
  const width = Math.ceil(Math.max(...lines.map(({ length }) => length)) * CHARACTER) + 2 * MARGIN;
  const height = lines.length * LINE + 2 * MARGIN - 6;
  return svg({
    width,
    height,
    title: `What ${command} prints`,
    style: STYLE,
    content: [
      `<rect class="frame" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
      ...lines.map((line, place) => {
        const y = MARGIN + (place + 1) * LINE - 8;
        const soft = place === 0 || place === 2 ? ' class="soft"' : "";
        return `<text${soft} x="${MARGIN}" y="${y}" xml:space="preserve">${place > 2 ? coloured(line) : escaped(line)}</text>`;
      }),
    ],
  });
}

/** What went well and what did not, in the words of the programs that are pictured. */
function coloured(line: string): string {
  return escaped(line)
    .replaceAll(/\b(?:valid|gzip)$|\bgzip(?= {2})|\b200\b/g, '<tspan class="good">$&</tspan>')
    .replaceAll(/\b(?:500|invalid)\b/g, '<tspan class="bad">$&</tspan>');
}
