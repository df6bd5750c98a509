/** A fenced block of a Markdown page. */
export interface Fence {
  readonly language: string;
  /** What stands behind the language: "run", "file=strategies/mine.ts", "exit=1". */
  readonly info: readonly string[];
  readonly text: string;
  /** Line of the page on which the block begins, from 1. */
  readonly line: number;
}

export function fencesOf(page: string): Fence[] {
  const fences: Fence[] = [];
  for (const match of page.matchAll(/^```(\w*)([^\n]*)\n([\s\S]*?)^```$/gm)) {
    const [, language = "", info = "", text = ""] = match;
    const line = page.slice(0, match.index).split("\n").length;
    fences.push({ language, info: info.trim().split(/\s+/).filter(Boolean), text, line });
  }
  return fences;
}

/** The value of `name=value` in a block's info. */
export function infoValue({ info }: Fence, name: string): string | undefined {
  return info.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Targets of inline links that lead into the repository: no scheme, code left out. */
export function linksOf(page: string): string[] {
  const prose = page.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!).filter((to) => !/^[a-z]+:/.test(to));
}

/** The anchors of a page's headings, as forges make them. */
export function anchorsOf(page: string): string[] {
  const prose = page.replace(/^```[\s\S]*?^```$/gm, "");
  return [...prose.matchAll(/^#+ (.+)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
