import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Extractor, ExtractorConfig, type IConfigFile } from "@microsoft/api-extractor";
import { CONSUMERS, entryPoints, type PublishedPackage } from "./published-package.js";
import { runCommand } from "./run-command.js";

/** Where the committed reports are, one for each entry point. */
const REPORTS = join(CONSUMERS, "api");
const UPDATE = "pnpm test:packages --update";

function reportFile(specifier: string): string {
  return `${specifier.replace("@tucuxi/", "").replaceAll("/", ".")}.api.md`;
}

/**
 * The public interface of an entry point: its exported declarations and those that they refer to, in
 * alphabetical order and without comments.
 */
interface ApiReport {
  readonly file: string;
  readonly text: string;
}

/** Makes the reports of a package. @throws if API Extractor can't read the declarations. */
function apiReports(published: PublishedPackage, temp: string): ApiReport[] {
  return entryPoints(published).map(({ specifier, types }) => {
    const file = reportFile(specifier);
    const folder = join(temp, "api");
    mkdirSync(folder, { recursive: true });
    const config = ExtractorConfig.prepare({
      configObject: configFor(published, types, { folder, file }),
      configObjectFullPath: undefined,
      packageJsonFullPath: join(published.unpacked, "package.json"),
    });
    const problems: string[] = [];
    const { succeeded } = Extractor.invoke(config, {
      localBuild: true,
      messageCallback(message) {
        if (message.logLevel === "error") problems.push(message.text);
        message.handled = true;
      },
    });
    if (!succeeded) throw new Error(`${specifier}: ${problems.join("\n")}`);
    return { file, text: readFileSync(join(folder, file), "utf8") };
  });
}

/** Packages that run only on Node.js. */
const FOR_NODE: ReadonlySet<string> = new Set(["@tucuxi/inspector", "@tucuxi/plugin-recorder"]);

/** API Extractor comes with its own TypeScript, which can read the declarations of our newer one. */
function configFor(
  published: PublishedPackage,
  entry: string,
  report: { folder: string; file: string },
): IConfigFile {
  const isForNode = FOR_NODE.has(published.manifest.name);
  const common = ExtractorConfig.loadFile(join(CONSUMERS, "api-extractor.json"));
  return {
    ...common,
    projectFolder: published.unpacked,
    mainEntryPointFilePath: entry,
    compiler: {
      overrideTsconfig: {
        compilerOptions: {
          target: "ES2022",
          module: "NodeNext",
          moduleResolution: "NodeNext",
          lib: ["ES2023", "ESNext.Disposable", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
          types: isForNode ? ["node"] : [],
          strict: true,
          skipLibCheck: true,
        },
        files: [entry],
      },
    },
    apiReport: {
      enabled: true,
      ...common.apiReport,
      reportFileName: basename(report.file, ".api.md"),
      reportFolder: report.folder,
      reportTempFolder: join(report.folder, "temp"),
    },
  };
}

/** Compares a package's reports with the committed ones. @throws with the differences. */
export async function checkApiReports(published: PublishedPackage, temp: string): Promise<void> {
  for (const { file } of apiReports(published, temp)) {
    const committed = join(REPORTS, file);
    const before = existsSync(committed) ? committed : "/dev/null";
    try {
      await runCommand(temp, "git", "diff", "--no-index", "--", before, join(temp, "api", file));
    } catch (cause) {
      const diff = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`${diff}\nThe public interface has changed. If you meant it to, run ${UPDATE}`, {
        cause,
      });
    }
  }
}

/** Finds committed reports of entry points that no longer exist. */
export function reportsOfNothing(packages: readonly PublishedPackage[]): string[] {
  const files = new Set(packages.flatMap(entryPoints).map(({ specifier }) => reportFile(specifier)));
  return readdirSync(REPORTS)
    .filter((file) => !files.has(file))
    .map(
      (file) => `api/${file} describes an entry point that doesn't exist. If you removed it, run ${UPDATE}`,
    );
}

/** Writes the reports of all packages, and removes those of entry points that no longer exist. */
export function updateApiReports(packages: readonly PublishedPackage[], temp: string): void {
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS);
  for (const published of packages) {
    for (const { file, text } of apiReports(published, temp)) writeFileSync(join(REPORTS, file), text);
  }
}
