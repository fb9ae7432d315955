/** A piece of a value, of so many characters, that is in a text as well; `undefined` if none is. */
export function sharedPiece(text: string, value: string, length: number): string | undefined {
  const pieces = Array.from({ length: Math.max(0, value.length - length + 1) }, (_, at) =>
    value.slice(at, at + length),
  );
  return pieces.find((piece) => text.includes(piece));
}
