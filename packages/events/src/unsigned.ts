/**
 * What a `choose-signer` handler returns to send the request without a signature: the id of Smithy's auth scheme
 * for that. botocore's `UNSIGNED`.
 */
export const UNSIGNED = "smithy.api#noAuth";
