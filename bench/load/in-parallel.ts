/** Runs `count` steps, at most `width` of them at the same time. The first failure ends it. */
export async function inParallel(
  width: number,
  count: number,
  step: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await step(next++);
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, lane));
}
