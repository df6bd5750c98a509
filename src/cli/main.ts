import { COMMANDS } from "./command-table.ts";
import { failWith, watchProcess } from "./fail.ts";

/** Runs the command line: finds the command, lets it parse the rest, turns every error into one line and an exit code. */
export async function main(args: readonly string[]): Promise<void> {
  const asJson = args.includes("--json");
  watchProcess(asJson);
  try {
    const [name, ...rest] = args;
    if (name === undefined || name === "--help" || name === "-h" || name === "help") {
      if (name === "help" && rest[0] !== undefined) return await parse(rest[0], ["--help"]);
      const { helpPage } = await import("./help-page.ts");
      process.stdout.write(helpPage());
      return;
    }
    if (name === "--version" || name === "-V") {
      const { BACKSIGHT_VERSION } = await import("../run/backsight-version.ts");
      process.stdout.write(`${BACKSIGHT_VERSION}\n`);
      return;
    }
    await parse(name, rest);
  } catch (error) {
    await failWith(error, asJson);
  }
}

async function parse(name: string, rest: readonly string[]): Promise<void> {
  const { checkArguments } = await import("../platform/secrets/check-arguments.ts");
  checkArguments([name, ...rest], process.env);
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) throw await unknownCommand(name, Object.keys(COMMANDS));
  const { command } = await entry.load();
  command.name(`backsight ${name}`);
  const [first] = rest;
  const below = command.commands.map((known) => known.name());
  // A default subcommand would take a mistyped name for an argument of its own.
  if (below.length > 0 && first !== undefined && !first.startsWith("-") && ![...below, "help"].includes(first)) {
    throw await unknownCommand(first, below, `${name} `);
  }
  await command.parseAsync(rest, { from: "user" });
}

async function unknownCommand(name: string, known: readonly string[], before = ""): Promise<Error> {
  const [{ BacksightError }, { didYouMean }, { looksLikeKey }] = await Promise.all([
    import("../core/errors.ts"),
    import("../core/nearest-name.ts"),
    import("../platform/secrets/redaction.ts"),
  ]);
  return new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: name.startsWith("-") ? "option" : "command",
    name: `${before}${looksLikeKey(name) ? "[secret]" : name}`,
    hint: didYouMean(name, known),
    known: known.join(", "),
  });
}
