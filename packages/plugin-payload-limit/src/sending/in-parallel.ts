/**
 * Runs tasks, at most so many at a time, until there is none to start and none under way.
 *
 * @param start Starts the next task, if there is one. A task must not reject, and may make further tasks.
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
