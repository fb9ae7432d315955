/** The package's version. `pnpm version-packages` writes it, and a test compares it with package.json. */
export const VERSION = "0.0.0";
