import type { Child } from './child';

/** The next message of a child, after telling it something. Error with its last words when it ends instead. */
export function askChild<Answer>(child: Child, question?: object | string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error(`${child.name} ended:\n${child.tail()}`));
    child.process.once('exit', ended);
    child.process.once('message', (answer) => {
      child.process.off('exit', ended);
      resolve(answer as Answer);
    });
    if (question !== undefined) child.process.send(question);
  });
}
