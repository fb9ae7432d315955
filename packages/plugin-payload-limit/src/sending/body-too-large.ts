/** Ends a part's call whose body is too large, before it's sent. Users never see it. */
export class BodyTooLarge extends Error {
  override name = "BodyTooLarge";
  readonly bytes: number;

  constructor(bytes: number) {
    super(`a body of ${bytes} bytes is too large`);
    this.bytes = bytes;
  }
}
