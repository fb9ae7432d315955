import { compile } from "./type-project.js";

/** What the compiler counts. Of one compiler, in one thread, the counts of one program are always the same. */
export interface Cost {
  readonly instantiations: number;
  readonly types: number;
  readonly symbols: number;
  /** In kilobytes. Not exactly the same each time, as the next one. */
  readonly memory: number;
  /** In seconds. */
  readonly check: number;
}

/**
 * What Tucuxi may add to the check of ten clients with handlers, those of IAM and Glue among them, with 1,091 operations
 * together: half as much again as it did when this was written.
 */
const LIMITS = { instantiations: 230_000, types: 35_000 } as const;

const LABELS = {
  instantiations: "Instantiations",
  types: "Types",
  symbols: "Symbols",
  memory: "Memory used",
  check: "Check time",
} as const satisfies Record<keyof Cost, string>;

async function costOf(project: string, program: string): Promise<Cost> {
  const printed = await compile(project, "typescript", [program], {
    module: "NodeNext",
    skipLibCheck: true,
    extendedDiagnostics: true,
  });
  const figure = (name: keyof Cost): number => {
    const text = new RegExp(`^${LABELS[name]}:\\s+([\\d.]+)`, "m").exec(printed)?.[1];
    if (text === undefined) throw new Error(`the compiler tells no "${LABELS[name]}":\n${printed}`);
    return Number(text);
  };
  return {
    instantiations: figure("instantiations"),
    types: figure("types"),
    symbols: figure("symbols"),
    memory: figure("memory"),
    check: figure("check"),
  };
}

/** Compares the check of ten clients with that of the same ones and their handlers; prints what it finds. */
export async function checkCost(project: string): Promise<void> {
  const without = await costOf(project, "cost/clients.ts");
  const handled = await costOf(project, "cost/handlers.ts");
  const added = {
    instantiations: handled.instantiations - without.instantiations,
    types: handled.types - without.types,
  };
  for (const [title, { instantiations, types, symbols, memory, check }] of [
    ["ten clients", without],
    ["with handlers", handled],
  ] as const) {
    console.log(
      `      ${title.padEnd(13)}: ${instantiations} instantiations, ${types} types, ${symbols} symbols, ${Math.round(memory / 1024)} MB, ${check} s of checking`,
    );
  }
  for (const name of ["instantiations", "types"] as const) {
    if (added[name] > LIMITS[name]) {
      throw new Error(`Tucuxi adds ${added[name]} ${name}, which should be at most ${LIMITS[name]}`);
    }
    // A program whose handlers were typed by nothing would cost nothing.
    if (added[name] < LIMITS[name] / 10) throw new Error(`Tucuxi adds only ${added[name]} ${name}`);
  }
}
