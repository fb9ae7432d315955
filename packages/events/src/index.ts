/** Placeholder until the emitter lands. */
export {};
