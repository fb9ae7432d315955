/**
 * Return it from a `choose-signer` handler to send the request without a signature. It's the id of Smithy's auth scheme for
 * that. botocore's `UNSIGNED`.
 */
export const UNSIGNED = "smithy.api#noAuth";
