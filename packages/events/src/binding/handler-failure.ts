/**
 * What a handler inside the retry loop threw, on its way out as an output. As an error it would be the retry
 * strategy's to judge: it may send again what the handler refused, writes `$metadata` on it, and replaces what
 * is no `Error`.
 */
export class HandlerFailure {
  /** Written to by the SDK's retry middleware. */
  readonly $metadata = {};
  readonly thrown: unknown;

  constructor(thrown: unknown) {
    this.thrown = thrown;
  }
}
