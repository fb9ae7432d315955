import { compile } from "./type-project.js";

/** The compiler's counters. One compiler in one thread always counts the same for one program. */
export interface Cost {
  readonly instantiations: number;
  readonly types: number;
  readonly symbols: number;
  /** In kilobytes. Varies slightly between runs. */
  readonly memory: number;
  /** In seconds. Varies too. */
  readonly check: number;
}

/**
 * The most that Tucuxi may add to type-checking ten clients with handlers: 1.5 times what it added when this
 * was written. IAM and Glue are among the clients, and they have 1,091 operations together.
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
    if (text === undefined) throw new Error(`The compiler doesn't print "${LABELS[name]}":\n${printed}`);
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

/** Type-checks ten clients with and without handlers, and prints the cost of each. */
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
    // Handlers without types would cost nothing.
    if (added[name] < LIMITS[name] / 10) throw new Error(`Tucuxi adds only ${added[name]} ${name}`);
  }
}
