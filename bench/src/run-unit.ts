import { fork } from "node:child_process";
import { join } from "node:path";
import type { Unit } from "./case.js";
import type { Figure } from "./figure.js";
import { median } from "./statistics.js";

/**
 * Measures a unit in processes of its own, under plain `node`, one after another.
 *
 * @returns Its figures, each the median of what the processes found.
 * @throws Error where a process fails; what it wrote to its standard error has been shown.
 */
export async function runUnit(programs: string, { program, args, processes }: Unit): Promise<Figure[]> {
  const runs: (readonly Figure[])[] = [];
  for (let run = 0; run < processes; run++) runs.push(await runOnce(join(programs, `${program}.js`), args));
  const [first = []] = runs;
  return first.map((figure, index) =>
    combine(
      figure,
      runs.flatMap((run) => run[index] ?? []),
    ),
  );
}

/** The medians of the same figure from several processes. */
function combine(figure: Figure, runs: readonly Figure[]): Figure {
  const { over, ratio } = figure;
  const ratios = runs.flatMap((run) => run.ratio ?? []);
  return {
    ...figure,
    median: median(runs.map((run) => run.median)),
    ...(over && { over: { ...over, median: median(runs.flatMap((run) => run.over?.median ?? [])) } }),
    ...(ratio !== undefined && { ratio: median(ratios) }),
    ...(ratio !== undefined && runs.length > 1 && { ratios }),
  };
}

function runOnce(program: string, args: readonly string[]): Promise<readonly Figure[]> {
  return new Promise((resolve, reject) => {
    const child = fork(program, args, { execArgv: ["--expose-gc", "--no-warnings"], env: environment() });
    let figures: readonly Figure[] | undefined;
    child.on("message", (message) => {
      figures = message as readonly Figure[];
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (code === 0 && figures !== undefined) resolve(figures);
      else reject(new Error(`${program} ${args.join(" ")} ended with ${signal ?? `code ${code}`}`));
    });
  });
}

/** Without the user's settings of the SDK and of OpenTelemetry, which would be measured too. */
function environment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^(AWS|OTEL|NODE)_/.test(name));
  return {
    ...Object.fromEntries(others),
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}
