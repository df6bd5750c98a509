import { Command } from "commander";

/** A command that throws instead of exiting, so that `main` words every failure the same way. */
export function newCommand(name: string, summary: string): Command {
  return newGroup(name, summary).option("--json", "one JSON document on standard output, nothing else there");
}

/** A command that only holds others; it has no `--json` of its own, which would take theirs away. */
export function newGroup(name: string, summary: string): Command {
  return new Command(name)
    .description(summary)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .showSuggestionAfterError(true)
    .allowExcessArguments(false)
    .helpOption("-h, --help", "this page");
}
