import { visibleText } from "./visible-text.ts";

/**
 * The text in lines of at most `width` characters, broken at spaces, or inside a word that is longer than a line; lines
 * after the first begin with `indent`. What would steer a terminal becomes U+FFFD.
 */
export function wrapText(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  let isEmpty = true;
  const next = () => {
    lines.push(line);
    line = indent;
    isEmpty = true;
  };
  for (const word of visibleText(text).trim().split(/\s+/)) {
    if (!isEmpty && line.length + 1 + word.length > width) next();
    let rest = isEmpty ? word : ` ${word}`;
    while (line.length + rest.length > width) {
      const room = Math.max(1, width - line.length);
      line += rest.slice(0, room);
      rest = rest.slice(room);
      next();
    }
    line += rest;
    isEmpty = false;
  }
  lines.push(line);
  return lines;
}
