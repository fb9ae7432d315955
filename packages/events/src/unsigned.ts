/** What a `choose-signer` handler returns to send the request without a signature. botocore's `UNSIGNED`. */
export const UNSIGNED: unique symbol = Symbol.for("@tucuxi/events.UNSIGNED");
