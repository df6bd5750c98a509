import type { Command } from "commander";

/** What a command's file exports: the command, ready to parse. */
export interface CommandModule {
  readonly command: Command;
}

export interface CommandEntry {
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}
