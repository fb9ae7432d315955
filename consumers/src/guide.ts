/** What a reader does with a page: writes files, runs commands, and compares what they print. */
export type Step =
  | { readonly kind: "file"; readonly name: string; readonly text: string }
  | {
      readonly kind: "commands";
      readonly commands: readonly string[];
      /** Put into a file for these commands, which then fail. */
      readonly slip?: Slip | undefined;
    }
  | Output;

/** What the last command prints. */
export interface Output {
  readonly kind: "output";
  readonly text: string;
  /** Where the text begins in the page. */
  readonly start: number;
}

/** A mistake that a page tells its reader to make: in the comment `<!-- first.ts: right -> wrong -->`. */
export interface Slip {
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
}

const BLOCK = /(?:^<!-- (?<comment>[^\n]*) -->\n+)?^```(?<language>\w*)\n(?<text>.*?)^```$/gms;
const FENCE = "```";
const SLIP = /^(?<file>\S+): (?<right>.+) -> (?<wrong>.+)$/;

/**
 * The steps of a page. A comment before a block of code names its file; commands are blocks of `sh`; a block without a
 * language is what the command before it prints. Python is shown, not run.
 */
export function stepsOf(page: string): Step[] {
  const blocks = [...page.matchAll(BLOCK)];
  const fences = page.split(`\n${FENCE}`).length - 1;
  if (fences !== 2 * blocks.length)
    throw new Error(`${fences} fences are not those of ${blocks.length} blocks`);
  return blocks.flatMap(({ 0: block, index, groups = {} }): Step[] => {
    const { comment, language, text = "" } = groups;
    switch (language) {
      case "python":
        return [];
      case "sh":
        return [{ kind: "commands", commands: text.trimEnd().split("\n"), slip: slipOf(comment) }];
      case "":
        return [{ kind: "output", text, start: index + block.length - text.length - FENCE.length }];
      default: {
        const name = comment?.split("/").at(-1);
        if (name === undefined) throw new Error(`no comment names the file of this ${language}:\n${text}`);
        return [{ kind: "file", name, text }];
      }
    }
  });
}

function slipOf(comment: string | undefined): Slip | undefined {
  if (comment === undefined) return undefined;
  const { file, right, wrong } = SLIP.exec(comment)?.groups ?? {};
  if (file === undefined || right === undefined || wrong === undefined) {
    throw new Error(`the comment before commands says what? ${comment}`);
  }
  return { file, right, wrong };
}
