import { EVENT_CATALOGUE, type EventType } from "@tucuxi/events";
import type { PlayedCall, PlayedEvent } from "./played-call.js";
import { escaped, svg } from "./svg.js";

const WIDTH = 880;
/** The columns: the SDK's steps, events on the way in, the stack, events on the way out. */
const STEP_X = 24;
const STACK_X = 350;
const STACK_WIDTH = 250;
const ROW = 26;
const LINE = 20;
const GAP = 8;

const STYLE = `
.step, .note { font: 13px system-ui, sans-serif; fill: var(--soft) }
.name, .event { font: 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: var(--text) }
.event, .seam-name { fill: var(--accent); font-weight: 600 }
.box { fill: var(--box); stroke: var(--line) }
.seam { fill: var(--seam); stroke: var(--accent) }
.attempt { fill: none; stroke: var(--soft); stroke-dasharray: 5 4 }
.flow { fill: none; stroke: var(--soft); stroke-width: 1.5; marker-end: url(#arrow) }
.head { fill: var(--soft) }
.acts { fill: var(--accent) }`;

/**
 * A picture of a call through the SDK's stack: down the left what is emitted on the way to the service, up the right
 * what is emitted on the way back, each beside the place in the stack.
 */
export function callDiagram(success: PlayedCall, failure: PlayedCall): string {
  const events = [...success.events, ...failure.events.filter(({ type }) => type === "after-call-error")];
  const shapes: string[] = [];
  const left: string[] = [];
  let y = 96;
  let step = "";
  let attemptsFrom = 0;
  for (const row of rowsOf(success.stack, events)) {
    if (row.step !== step && row.step !== undefined) y += GAP;
    const counts = (["in", "out"] as const).map(
      (way) => row.events.filter((event) => event.way === way).length,
    );
    const height = Math.max(ROW, Math.max(...counts) * LINE + 8);
    if (row.step !== step && row.step) {
      left.push(`<text class="step" x="${STEP_X}" y="${y + 18}">${row.step}</text>`);
    }
    step = row.step ?? step;
    shapes.push(
      `<rect class="${row.isSeam ? "seam" : "box"}" x="${STACK_X}" y="${y}" width="${STACK_WIDTH}" height="${height - 4}" rx="4"/>`,
      `<text class="name${row.isSeam ? " seam-name" : ""}" x="${STACK_X + STACK_WIDTH / 2}" y="${y + height / 2 + 3}" text-anchor="middle">${row.name}</text>`,
    );
    for (const way of ["in", "out"] as const) {
      const emitted = row.events.filter((event) => event.way === way).map(({ type }) => type);
      const first = y + height / 2 + 3 - ((emitted.length - 1) * LINE) / 2;
      for (const [place, type] of emitted.entries()) shapes.push(eventLabel(type, way, first + place * LINE));
    }
    y += height;
    if (row.name === "retryMiddleware") {
      attemptsFrom = y + GAP / 2;
      y += 2 * GAP;
    }
  }
  const bottom = y;
  return svg({
    width: WIDTH,
    height: bottom + 52,
    title: "A call through the SDK's middleware stack, with the events at each seam",
    style: STYLE,
    content: [
      `<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>`,
      `<text class="note" x="${STEP_X}" y="32">Session.client, once for each client:</text>`,
      `<text class="event" x="${STEP_X + 250}" y="32">creating-client-class</text>`,
      `<text class="step" x="${STEP_X}" y="76">step</text>`,
      `<text class="note" x="${STACK_X - 24}" y="76" text-anchor="end">on the way in</text>`,
      `<text class="name" x="${STACK_X + STACK_WIDTH / 2}" y="76" text-anchor="middle">client.send(command)</text>`,
      `<text class="note" x="${STACK_X + STACK_WIDTH + 24}" y="76">on the way out</text>`,
      `<rect class="attempt" x="${STEP_X - 10}" y="${attemptsFrom}" width="${WIDTH - 2 * STEP_X + 20}" height="${bottom - attemptsFrom + 6}" rx="6"/>`,
      `<text class="note" x="${STACK_X + STACK_WIDTH + 24}" y="${bottom - 8}">once per attempt, on its own copy</text>`,
      `<path class="flow" d="M${STACK_X - 11} 88V${bottom - 6}"/>`,
      `<path class="flow" d="M${STACK_X + STACK_WIDTH + 11} ${bottom - 6}V88"/>`,
      ...left,
      ...shapes,
      `<circle class="acts" cx="${STEP_X + 4}" cy="${bottom + 30}" r="4"/>`,
      `<text class="note" x="${STEP_X + 16}" y="${bottom + 34}">what a handler returns acts on the call</text>`,
    ],
  });
}

interface Row {
  readonly name: string;
  /** The SDK's step, or `undefined` for a seam between two. */
  readonly step: string | undefined;
  readonly isSeam: boolean;
  readonly events: readonly PlayedEvent[];
}

/** The SDK's middlewares, and a row for each place between them where something is emitted. */
function rowsOf(stack: PlayedCall["stack"], events: readonly PlayedEvent[]): Row[] {
  const seamAfter = (place: number): Row[] => {
    const here = events.filter((event) => event.place === place && !event.isInside);
    return here.length === 0 ? [] : [{ name: "Tucuxi", step: undefined, isSeam: true, events: here }];
  };
  return [
    ...seamAfter(-1),
    ...stack.flatMap((entry, place) => [
      {
        ...entry,
        isSeam: false,
        events: events.filter((event) => event.place === place && event.isInside),
      },
      ...seamAfter(place),
    ]),
  ];
}

function eventLabel(type: EventType, way: "in" | "out", y: number): string {
  const x = way === "in" ? STACK_X - 24 : STACK_X + STACK_WIDTH + 24;
  const anchor = way === "in" ? ' text-anchor="end"' : "";
  const dot = `<circle class="acts" cx="${way === "in" ? x + 7 : x - 7}" cy="${y - 4}" r="4"/>`;
  const acts = EVENT_CATALOGUE[type].returned === "ignored" ? "" : dot;
  return `${acts}<text class="event" x="${x}" y="${y}"${anchor}>${escaped(type)}</text>`;
}
