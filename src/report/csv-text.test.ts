import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvText } from "./csv-text.ts";
import type { Cell } from "./data-table.ts";

/** RFC 4180 read back by its own grammar: the cells of every line, quotes taken off. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const cell = (value: Cell) => parse(csvText({ columns: [], rows: [[value, "end"]] }))[1]![0];

describe("csvText", () => {
  it("is a header line and rows, each ended by CR LF", () => {
    const table = {
      columns: ["symbol", "pnl", "isAmbiguous"],
      rows: [
        ["SPY", -2.5, false],
        ["A,B", null, true],
      ],
    };
    expect(csvText(table)).toBe('symbol,pnl,isAmbiguous\r\nSPY,-2.5,false\r\n"A,B",,true\r\n');
    expect(csvText({ columns: ["a"], rows: [] })).toBe("a\r\n");
  });

  it("quotes what would end a cell, and doubles quotes", () => {
    expect(csvText({ columns: ['say "hi"', "two\nlines"], rows: [] })).toBe('"say ""hi""","two\nlines"\r\n');
  });

  it("puts an apostrophe before a text that a spreadsheet would run, never before a number", () => {
    for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", '=HYPERLINK("x")']) {
      expect(cell(text)).toBe(`'${text}`);
    }
    for (const text of ["a=1", " =1", "'=1", "1-2", ""]) expect(cell(text)).toBe(text);
    expect(cell(-1)).toBe("-1");
    expect(cell(-1e-7)).toBe("-1e-7");
  });

  it("has nothing for what is undefined", () => {
    expect([null, NaN, Infinity, -Infinity].map(cell)).toEqual(["", "", "", ""]);
  });

  it("gives every number and every text back", () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(number, fc.string({ unit: "grapheme" }), (value, text) => {
        const [, row] = parse(csvText({ columns: ["a", "b"], rows: [[value, text]] }));
        expect(Number(row![0])).toBe(value === 0 ? 0 : value);
        expect(row![1]!.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, "")).toBe(text);
      }),
    );
  });
});
