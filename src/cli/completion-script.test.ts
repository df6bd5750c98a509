import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { type CompletedCommand, completionScript } from "./completion-script.ts";

const COMMANDS: CompletedCommand[] = [
  { name: "run", summary: "one backtest", flags: ["--data", "--json"], subcommands: [] },
  {
    name: "runs",
    summary: "it's a list",
    flags: ["--json"],
    subcommands: [{ name: "ls", flags: ["--limit", "--json"] }],
  },
];

/** What bash offers for a line whose last word is being typed. */
function offers(...words: string[]): string[] {
  const script = `${completionScript("bash", COMMANDS)}
COMP_WORDS=(${words.map((word) => `"${word}"`).join(" ")}); COMP_CWORD=${words.length - 1}; _backsight; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return spawnSync("bash", ["-c", script], { encoding: "utf8" })
    .stdout.split("\n")
    .filter((line) => line !== "");
}

describe("completionScript", () => {
  it("offers commands first, then the command's own words, in a real bash", () => {
    expect(offers("backsight", "ru")).toEqual(["run", "runs"]);
    expect(offers("backsight", "run", "--")).toEqual(["--data", "--json"]);
    expect(offers("backsight", "runs", "l")).toEqual(["ls"]);
    expect(offers("backsight", "runs", "--")).toEqual(["--json", "--limit"]);
    expect(offers("backsight", "nothing", "--")).toEqual([]);
  });

  it("gives zsh the same through its bash emulation", () => {
    expect(completionScript("zsh", COMMANDS)).toBe(
      `autoload -U +X bashcompinit && bashcompinit\n${completionScript("bash", COMMANDS)}`,
    );
  });

  it("quotes summaries for fish", () => {
    expect(completionScript("fish", COMMANDS)).toContain("-a runs -d 'it\\'s a list'");
  });
});
