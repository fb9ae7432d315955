/**
 * Runs tasks with a limit on how many run concurrently, until all have ended and `start` gives no more.
 *
 * @param start Starts the next task, if there is one. A task must not reject, and can add further tasks.
 */
export function inParallel(limit: number, start: () => Promise<void> | undefined): Promise<void> {
  return new Promise((resolve) => {
    let underWay = 0;
    const fill = (): void => {
      while (underWay < limit) {
        const task = start();
        if (task === undefined) break;
        underWay++;
        task.then(() => {
          underWay--;
          fill();
        });
      }
      if (underWay === 0) resolve();
    };
    fill();
  });
}
