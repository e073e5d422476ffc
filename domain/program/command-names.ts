/** The lifecycle commands: updates for the API, signals of the same name for operators. */
export const commandNames = ['activate', 'pause', 'resume', 'end', 'delete', 'restore'] as const;
export type CommandName = (typeof commandNames)[number];
