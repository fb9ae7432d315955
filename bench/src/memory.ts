/**
 * The bytes that live objects take, after everything else was collected.
 *
 * @throws Error without node's `--expose-gc`.
 */
export function heapInUse(): number {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("memory is measured with node's --expose-gc");
  // The first collection runs finalizers, whose objects the second one frees.
  gc();
  gc();
  return process.memoryUsage().heapUsed;
}
