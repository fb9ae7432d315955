import type { Operation } from "../model/operation.js";
import type { Shape } from "../model/shape.js";

/** The members that lead from one page of a list to the next. */
export interface PageTokens {
  /** The member of the output: `NextContinuationToken`. */
  readonly output: string;
  /** The member of the parameters that takes it: `ContinuationToken`. */
  readonly input: string;
  /** The member of the output that says whether there is more: `IsTruncated`. */
  readonly more: string | undefined;
  /** The member of the output that contains the two, if the output itself doesn't: CloudFront's `DistributionList`. */
  readonly within: string | undefined;
}

/** The names that services use, the most specific first. Clients don't tell how they paginate. */
const PAIRS: readonly (readonly [output: string, input: string])[] = [
  ["NextContinuationToken", "ContinuationToken"],
  ["NextToken", "NextToken"],
  ["nextToken", "nextToken"],
  ["NextToken", "StartingToken"],
  ["nextForwardToken", "nextToken"],
  ["LastEvaluatedKey", "ExclusiveStartKey"],
  ["LastEvaluatedTableName", "ExclusiveStartTableName"],
  ["LastEvaluatedBackupArn", "ExclusiveStartBackupArn"],
  ["LastEvaluatedStreamArn", "ExclusiveStartStreamArn"],
  ["LastEvaluatedShardId", "ExclusiveStartShardId"],
  ["NextMarker", "Marker"],
  ["nextMarker", "marker"],
  ["NextPartNumberMarker", "PartNumberMarker"],
  ["NextKeyMarker", "KeyMarker"],
  ["Marker", "Marker"],
  ["marker", "marker"],
  ["NextPageToken", "PageToken"],
  ["nextPageToken", "pageToken"],
  ["NextPageToken", "NextPageToken"],
  ["nextPageToken", "nextPageToken"],
  ["NextPageMarker", "PageMarker"],
  ["PaginationToken", "PaginationToken"],
  ["paginationToken", "paginationToken"],
  ["ContinuationToken", "ContinuationToken"],
  ["continuationToken", "continuationToken"],
  ["PageToken", "PageToken"],
  ["nextToken", "startingToken"],
  ["NextMarker", "NextMarker"],
  ["NextPageMarker", "Marker"],
  ["Marker", "marker"],
  ["NextRecordName", "StartRecordName"],
  ["position", "position"],
];

const MORE = [
  "IsTruncated",
  "isTruncated",
  "Truncated",
  "truncated",
  "HasMoreResults",
  "HasMoreStreams",
  "hasMoreResults",
];

/** How an operation paginates, or `undefined` if none of its members are a known pair. */
export function pageTokensOf({ input, output }: Operation): PageTokens | undefined {
  const own = tokensIn(output, input, undefined);
  if (own !== undefined) return own;
  for (const [name, member] of output.members) {
    const inner = member.kind === "structure" ? tokensIn(member, input, name) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function tokensIn(output: Shape, input: Shape, within: string | undefined): PageTokens | undefined {
  const pair = PAIRS.find(
    ([ofOutput, ofInput]) => output.members.has(ofOutput) && input.members.has(ofInput),
  );
  if (pair === undefined) return undefined;
  const more = MORE.find((name) => output.members.has(name));
  return { output: pair[0], input: pair[1], more, within };
}
