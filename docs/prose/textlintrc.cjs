// Not JSON, since textlint finds a plugin of ours only by its whole path.
module.exports = { plugins: { [require.resolve("./source.js")]: true } };
