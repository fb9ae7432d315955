import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Extractor, ExtractorConfig, type IConfigFile } from "@microsoft/api-extractor";
import { CONSUMERS, entryPoints, type PublishedPackage } from "./published-package.js";
import { runCommand } from "./run-command.js";

/** Where the reports are committed, one for each entry point. */
const REPORTS = join(CONSUMERS, "api");
const UPDATE = "pnpm test:packages --update";

function reportFile(specifier: string): string {
  return `${specifier.replace("@tucuxi/", "").replaceAll("/", ".")}.api.md`;
}

/**
 * The public interface of one entry point, from the declarations that are published: each exported declaration, in
 * the order of the alphabet, without its comments, and those that these refer to.
 */
interface ApiReport {
  readonly file: string;
  readonly text: string;
}

/** The reports of a package. @throws where API Extractor cannot read the declarations. */
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

/** The packages that run on Node.js alone. */
const FOR_NODE: ReadonlySet<string> = new Set(["@tucuxi/inspector", "@tucuxi/plugin-recorder"]);

/** API Extractor brings a TypeScript of its own, which reads declarations of the project's newer one. */
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

/** Compares a package's reports with those that are committed. @throws with the differences. */
export async function checkApiReports(published: PublishedPackage, temp: string): Promise<void> {
  for (const { file } of apiReports(published, temp)) {
    const committed = join(REPORTS, file);
    const before = existsSync(committed) ? committed : "/dev/null";
    try {
      await runCommand(temp, "git", "diff", "--no-index", "--", before, join(temp, "api", file));
    } catch (cause) {
      const diff = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`${diff}\nThe public interface has changed. If it should: ${UPDATE}`, { cause });
    }
  }
}

/** The committed reports of entry points that are no more. */
export function reportsOfNothing(packages: readonly PublishedPackage[]): string[] {
  const files = new Set(packages.flatMap(entryPoints).map(({ specifier }) => reportFile(specifier)));
  return readdirSync(REPORTS)
    .filter((file) => !files.has(file))
    .map((file) => `api/${file} describes no entry point. If it should be gone: ${UPDATE}`);
}

/** Writes the reports of all packages to where they are committed, and removes those of entry points that are no more. */
export function updateApiReports(packages: readonly PublishedPackage[], temp: string): void {
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS);
  for (const published of packages) {
    for (const { file, text } of apiReports(published, temp)) writeFileSync(join(REPORTS, file), text);
  }
}
