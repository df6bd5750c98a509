export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** What the shell may offer for one command. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly string[];
  readonly subcommands: readonly { readonly name: string; readonly flags: readonly string[] }[];
}

/** A script for the shell: commands first, then each command's subcommands and flags, then files. */
export function completionScript(shell: Shell, commands: readonly CompletedCommand[]): string {
  if (shell === "fish") return fishScript(commands);
  const bash = bashScript(commands);
  return shell === "bash" ? bash : `autoload -U +X bashcompinit && bashcompinit\n${bash}`;
}

function bashScript(commands: readonly CompletedCommand[]): string {
  const cases = commands.map(({ name, flags, subcommands }) => {
    const words = [
      ...subcommands.map((child) => child.name),
      ...new Set([...flags, ...subcommands.flatMap((child) => child.flags)]),
    ];
    return `    ${name}) words="${words.join(" ")}" ;;`;
  });
  return [
    "_backsight() {",
    `  local words="" cur="\${COMP_WORDS[COMP_CWORD]}"`,
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    words="${commands.map(({ name }) => name).join(" ")} --help --version"`,
    `  else case "\${COMP_WORDS[1]}" in`,
    ...cases,
    "  esac; fi",
    '  COMPREPLY=($(compgen -W "$words" -- "$cur"))',
    "}",
    "complete -o default -F _backsight backsight",
    "",
  ].join("\n");
}

function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, summary, flags, subcommands }) => [
    `complete -c backsight -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ...subcommands.map((child) => `complete -c backsight -n "__fish_seen_subcommand_from ${name}" -f -a ${child.name}`),
    ...[...new Set([...flags, ...subcommands.flatMap((child) => child.flags)])].map(
      (flag) => `complete -c backsight -n "__fish_seen_subcommand_from ${name}" -l ${flag.slice(2)}`,
    ),
  ]);
  return `${lines.join("\n")}\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
