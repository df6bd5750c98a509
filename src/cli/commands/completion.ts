import type { Command } from "commander";
import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import type { CommandEntry, CommandModule } from "../command-module.ts";
import { type CompletedCommand, completionScript, SHELLS } from "../completion-script.ts";
import { newCommand } from "../new-command.ts";
import { printJson } from "../print.ts";

/** The command, over the table of all commands, itself among them. */
export function completionOf(table: Readonly<Record<string, CommandEntry>>): CommandModule {
  const command = newCommand("completion", "a script that lets the shell complete commands and flags")
    .argument("<shell>", `one of ${SHELLS.join(", ")}`)
    .addHelpText(
      "after",
      '\nbash: eval "$(backsight completion bash)"   zsh: the same   fish: backsight completion fish | source',
    )
    .action(async (name: string, { json = false }: { json?: boolean }) => {
      const shell = SHELLS.find((known) => known === name);
      if (shell === undefined) {
        throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
          kind: "shell",
          name,
          hint: didYouMean(name, SHELLS),
          known: SHELLS.join(", "),
        });
      }
      const commands: CompletedCommand[] = [];
      for (const [own, { summary, load }] of Object.entries(table)) {
        commands.push(completed(own, summary, own === "completion" ? command : (await load()).command));
      }
      const script = completionScript(shell, commands);
      if (json) printJson({ completion: { shell, script } });
      else process.stdout.write(script);
    });
  return { command };
}

function completed(name: string, summary: string, { options, commands }: Command): CompletedCommand {
  const flags = (of: Command["options"]) => of.map(({ long }) => long).filter((long) => long != null);
  const below = commands.map((child) => ({ name: child.name(), flags: flags(child.options) }));
  return { name, summary, flags: [...flags(options), "--help"], subcommands: below };
}
