/** `node import-once.js @tucuxi/events`: prints how many milliseconds importing the packages took, one after another. */
const specifiers = process.argv.slice(2);
const times: number[] = [];
for (const specifier of specifiers) {
  const start = process.hrtime.bigint();
  await import(specifier);
  times.push(Number(process.hrtime.bigint() - start) / 1e6);
}
console.log(JSON.stringify(times));
