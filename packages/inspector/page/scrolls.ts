/** For what scrolls: the keyboard has to reach it, and the arrow keys are its own then. */
export const SCROLLS = { tabIndex: 0, "data-scrolls": true } as const;
