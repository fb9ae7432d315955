import { StubError } from "../errors.js";
import { differences } from "../matchers/differences.js";
import { show } from "../matchers/show.js";
import type { Operation } from "../model/operation.js";
import type { Answer } from "./answer.js";
import { answerOutput, checkedOutput, type GivenOutput } from "./output-answer.js";
import { type PageTokens, pageTokensOf } from "./page-tokens.js";

/** The names of the members that lead from page to page, where the stub cannot know them. */
export interface PageOptions {
  /** The member of the output that has the token of the next page: `NextToken`. */
  readonly outputToken?: string;
  /** The member of the parameters that takes it. @default the same name */
  readonly inputToken?: string;
}

/** Answers with pages of a list: each but the last has a token, and a call gets the page that its token asks for. */
export function pageAnswer(pages: readonly GivenOutput[], options: PageOptions): Answer {
  if (pages.length === 0) {
    throw new StubError(
      "INVALID_ANSWER",
      "pages([]) has no page: an empty list is one page, such as pages([{}])",
    );
  }
  return {
    text: `pages(${show(pages)})`,
    check({ operation, isNative }) {
      if (operation === undefined) return;
      const tokens = tokensOf(operation, options);
      for (const page of withTokens(pages, tokens, isNative)) checkedOutput(operation, page, isNative);
    },
    async answer(attempt) {
      const { operation, operationName, params, isNative } = attempt;
      const tokens =
        operation === undefined ? givenTokens(operationName, options) : tokensOf(operation, options);
      const tokened = withTokens(pages, tokens, isNative);
      return answerOutput(attempt, pageFor(operationName, params[tokens.input], tokened, tokens));
    },
  };
}

function pageFor(
  operation: string,
  token: unknown,
  pages: readonly GivenOutput[],
  { input, output }: PageTokens,
): GivenOutput {
  const place =
    token === undefined || token === null
      ? 0
      : 1 +
        pages.findIndex(
          (page) => page[output] !== undefined && differences(page[output], token, true).length === 0,
        );
  const page = pages[place];
  if (page !== undefined && (place > 0 || token === undefined || token === null)) return page;
  const given = pages.map((known) => known[output]).filter((known) => known !== undefined);
  throw new StubError(
    "INVALID_PARAMS",
    `${operation} was asked for a page with ${input}: ${show(token)}, which no page had given out as ${output}. The pages have given out ${given.length === 0 ? "none" : given.map((known) => show(known)).join(", ")}`,
  );
}

/** The pages with their tokens. A token that the test gave stays. */
function withTokens(pages: readonly GivenOutput[], tokens: PageTokens, isNative: boolean): GivenOutput[] {
  return pages.map((page, place) => {
    const isLast = place === pages.length - 1;
    const more = tokens.more === undefined ? {} : { [tokens.more]: !isLast };
    if (isLast) return { ...more, ...page };
    return { ...more, [tokens.output]: tokenOf(tokens, place + 2, isNative), ...page };
  });
}

function tokenOf({ output }: PageTokens, page: number, isNative: boolean): unknown {
  const text = `page-${page}`;
  // DynamoDB's token is the key of an item.
  if (output === "LastEvaluatedKey") return { page: isNative ? text : { S: text } };
  return text;
}

function tokensOf(operation: Operation, options: PageOptions): PageTokens {
  if (options.outputToken !== undefined) {
    const { outputToken, inputToken = outputToken } = options;
    checkToken(operation.name, "output member", outputToken, operation.output.members);
    checkToken(operation.name, "parameter", inputToken, operation.input.members);
    return { output: outputToken, input: inputToken, more: undefined };
  }
  const known = pageTokensOf(operation);
  if (known !== undefined) return known;
  throw new StubError(
    "INVALID_ANSWER",
    `pages() does not know how ${operation.name} paginates: say it, as pages([...], { outputToken: "NextToken", inputToken: "NextToken" })`,
  );
}

function givenTokens(operation: string, options: PageOptions): PageTokens {
  const { outputToken, inputToken } = options;
  if (outputToken !== undefined)
    return { output: outputToken, input: inputToken ?? outputToken, more: undefined };
  throw new StubError(
    "INVALID_ANSWER",
    `this client has no schemas, so say how ${operation} paginates: pages([...], { outputToken: "NextToken" })`,
  );
}

function checkToken(
  operation: string,
  what: string,
  name: string,
  members: ReadonlyMap<string, unknown>,
): void {
  if (members.has(name)) return;
  throw new StubError(
    "INVALID_ANSWER",
    `pages(): ${operation} has no ${what} "${name}": it has ${[...members.keys()].join(", ")}`,
  );
}
