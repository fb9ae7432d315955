import { existsSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript-6";
import type { Editor } from "./completions.js";

/** TypeScript 6's language service, which editors use, with one file of a project open. */
export class LanguageService implements Editor {
  readonly #service: ts.LanguageService;
  readonly #file: string;
  #text = "";
  #version = 0;

  constructor(project: string) {
    const { sys } = ts;
    this.#file = join(project, "service.ts");
    const read = (file: string): string | undefined =>
      file === this.#file ? this.#text : sys.readFile(file);
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => ({
        strict: true,
        module: ts.ModuleKind.NodeNext,
        target: ts.ScriptTarget.ES2022,
        types: ["node"],
      }),
      getCurrentDirectory: () => project,
      getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
      getScriptFileNames: () => [this.#file],
      getScriptVersion: (file) => (file === this.#file ? String(this.#version) : "0"),
      getScriptSnapshot: (file) => {
        const text = read(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      readFile: read,
      fileExists: (file) => file === this.#file || existsSync(file),
      directoryExists: sys.directoryExists,
      getDirectories: sys.getDirectories,
      ...(sys.realpath === undefined ? {} : { realpath: sys.realpath }),
    });
  }

  complete(program: string, offset: number): readonly string[] {
    this.#open(program);
    const offered = this.#service.getCompletionsAtPosition(this.#file, offset, undefined);
    return offered?.entries.map(({ name }) => name) ?? [];
  }

  hover(program: string, offset: number): string {
    this.#open(program);
    return ts.displayPartsToString(this.#service.getQuickInfoAtPosition(this.#file, offset)?.displayParts);
  }

  #open(program: string): void {
    this.#text = program;
    this.#version++;
  }
}
