/** Text that compresses like the JSON that services are sent: the same names again and again, and numbers that differ. */
export function metricText(length: number): Buffer {
  const parts: string[] = [];
  let written = 0;
  for (let i = 0; written < length; i++) {
    // Spread over all numbers of 32 bits, and the same in each run.
    const value = Math.imul(i, 2_654_435_761) >>> 0;
    const part = `{"MetricName":"OrdersPlaced","Dimensions":[{"Name":"Shop","Value":"shop-${value % 997}"}],"Value":${value}},`;
    parts.push(part);
    written += part.length;
  }
  return Buffer.from(parts.join("").slice(0, length));
}
