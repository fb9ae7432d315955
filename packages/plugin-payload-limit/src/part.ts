import type { AnsweredPart, BatchOperation } from "./batch-operation.js";
import type { Fates, ItemState, PartReport } from "./payload-limit-error.js";
import type { Unit } from "./unit.js";

/** What became of a request: its answer, or its error and whether the service said no. */
export type Outcome =
  | { readonly state: "accepted"; readonly output: AnsweredPart["output"] }
  | { readonly state: "refused" | "unknown"; readonly error: unknown };

/** A request of a call that is split. One that turned out too large is the pieces that it was divided into. */
export interface Part {
  readonly units: readonly Unit[];
  /** Absent while it is not sent. */
  outcome?: Outcome;
  pieces?: readonly Part[];
  /** The length of its body, where it was measured. */
  bytes?: number;
}

/** The requests that count, in the order of their items. */
function leavesOf(parts: readonly Part[]): Part[] {
  return parts.flatMap((part) => (part.pieces === undefined ? [part] : leavesOf(part.pieces)));
}

/** The answers of the parts that have one. */
export function answersOf(parts: readonly Part[]): AnsweredPart[] {
  return leavesOf(parts).flatMap(({ units, outcome }) =>
    outcome?.state === "accepted" ? [{ units, output: outcome.output }] : [],
  );
}

/** From what is worst to say of an item that was sent in several pieces. */
const WORST_FIRST = ["refused", "unknown", "unsent", "accepted"] as const satisfies readonly ItemState[];

/** What became of each item of the parts. */
export function fatesOf(operation: BatchOperation, parts: readonly Part[]): Fates {
  const leaves = leavesOf(parts);
  const states = new Map<number, ItemState>();
  for (const part of leaves) {
    const ofUnits = statesOf(operation, part);
    part.units.forEach(({ index }, position) => {
      const both = [ofUnits[position] ?? "accepted", states.get(index) ?? "accepted"];
      states.set(index, WORST_FIRST.find((state) => both.includes(state)) ?? "accepted");
    });
  }
  const all = [...states].sort(([one], [other]) => one - other);
  const inState = (wanted: ItemState): number[] =>
    all.flatMap(([index, state]) => (state === wanted ? [index] : []));
  return {
    accepted: inState("accepted"),
    refused: inState("refused"),
    unknown: inState("unknown"),
    unsent: inState("unsent"),
    parts: leaves.map(reportOf),
  };
}

function statesOf(operation: BatchOperation, { units, outcome }: Part): readonly ItemState[] {
  if (outcome?.state === "accepted") {
    return operation.statesOf?.({ units, output: outcome.output }) ?? units.map(() => "accepted");
  }
  return units.map(() => outcome?.state ?? "unsent");
}

function reportOf({ units, outcome }: Part): PartReport {
  const items = [...new Set(units.map(({ index }) => index))];
  if (outcome === undefined) return { items, state: "unsent" };
  return { items, ...outcome };
}
