/** Task queue of the bare workflows. */
export const bareTaskQueue = 'bench-bare';
