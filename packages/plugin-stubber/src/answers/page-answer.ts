import { isObject } from "../client/sdk.js";
import { StubError } from "../errors.js";
import { differences } from "../matchers/differences.js";
import { show } from "../matchers/show.js";
import type { Operation } from "../model/operation.js";
import type { Answer } from "./answer.js";
import type { GivenOutput } from "./given-output.js";
import { answerOutput, checkedOutput } from "./output-answer.js";
import { type PageTokens, pageTokensOf } from "./page-tokens.js";

/** The names of the members that lead from page to page, if the stub can't know them. */
export interface PageOptions {
  /** The member of the output that has the token of the next page: `NextToken`. */
  readonly outputToken?: string;
  /** The member of the parameters that takes it. @default the same name */
  readonly inputToken?: string;
}

/** Answers with pages of a list. All but the last have a token, and a call gets the page that its token asks for. */
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
  tokens: PageTokens,
): GivenOutput {
  const given = pages.map((page) => partOf(page, tokens)[tokens.output]);
  const isFirst = token === undefined || token === null;
  const before = given.findIndex(
    (known) => known !== undefined && differences(known, token, true).length === 0,
  );
  const page = isFirst ? pages[0] : before >= 0 ? pages[before + 1] : undefined;
  if (page !== undefined) return page;
  const known = given.filter((value) => value !== undefined).map((value) => show(value));
  throw new StubError(
    "INVALID_PARAMS",
    `${operation} was asked for a page with ${tokens.input}: ${show(token)}, which no page had given out as ${tokens.output}. The pages have given out ${known.length === 0 ? "none" : known.join(", ")}`,
  );
}

/** The part of a page that has the token: the page itself, or one of its members. */
function partOf(page: GivenOutput, { within }: PageTokens): GivenOutput {
  if (within === undefined) return page;
  const part = page[within];
  return isObject(part) ? part : {};
}

/** Adds tokens to the pages, and whether there is more. A token that the test gave stays. */
function withTokens(pages: readonly GivenOutput[], tokens: PageTokens, isNative: boolean): GivenOutput[] {
  return pages.map((page, place) => {
    const isLast = place === pages.length - 1;
    const part = {
      ...(isLast ? {} : { [tokens.output]: tokenOf(tokens, place + 2, isNative) }),
      ...partOf(page, tokens),
      ...(tokens.more === undefined ? {} : { [tokens.more]: !isLast }),
    };
    return tokens.within === undefined ? part : { ...page, [tokens.within]: part };
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
    return { output: outputToken, input: inputToken, more: undefined, within: undefined };
  }
  const known = pageTokensOf(operation);
  if (known !== undefined) return known;
  throw new StubError(
    "INVALID_ANSWER",
    `pages() doesn't know how ${operation.name} paginates. Pass its tokens: pages([...], { outputToken: "NextToken", inputToken: "NextToken" })`,
  );
}

function givenTokens(operation: string, options: PageOptions): PageTokens {
  const { outputToken, inputToken } = options;
  if (outputToken !== undefined)
    return { output: outputToken, input: inputToken ?? outputToken, more: undefined, within: undefined };
  throw new StubError(
    "INVALID_ANSWER",
    `this client has no schemas, so pass the tokens of ${operation}: pages([...], { outputToken: "NextToken" })`,
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
