import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AuditRow, hashOfRow, NO_ROW } from "./audit-row.ts";
import { verifyRows } from "./verify-rows.ts";

/** A chain of `count` rows, each about a subject of its own. */
function chain(count: number): AuditRow[] {
  const rows: AuditRow[] = [];
  for (let seq = 1; seq <= count; seq++) rows.push(follow(rows.at(-1), { subject: `s${seq}` }));
  return rows;
}

function follow(last: AuditRow | undefined, other: Partial<AuditRow> = {}): AuditRow {
  const row = {
    seq: (last?.seq ?? 0) + 1,
    time: "2026-01-02T03:04:05.000Z",
    pid: 1,
    command: "backsight run",
    action: "data.read",
    subject: "x",
    outcome: "ok",
    detail: "",
    previous: last?.hash ?? NO_ROW,
    ...other,
  };
  return { ...row, hash: hashOfRow(row) };
}

const renumbered = (rows: readonly AuditRow[]): AuditRow[] => rows.map((row, i) => ({ ...row, seq: i + 1 }));
const headOf = (rows: readonly AuditRow[]) => ({ seq: rows.length, hash: rows.at(-1)?.hash ?? NO_ROW });
const found = (rows: readonly AuditRow[], before: readonly AuditRow[]) => verifyRows(rows, headOf(before)).finding;

describe("hashOfRow", () => {
  it("is SHA-256 of the canonical JSON without the hash: checked with sha256sum", () => {
    // printf '{"action":"data.read","command":"backsight run","detail":"","outcome":"ok","pid":1,"previous":"000…","seq":1,"subject":"x","time":"2026-01-02T03:04:05.000Z"}' | sha256sum
    expect(follow(undefined).hash).toBe("e90a95b3220878e245df0ff3b6f5b24b952582f50100597132f1b8bb85787d3e");
  });
});

describe("verifyRows", () => {
  const rows = chain(6);

  it("finds nothing in what was written", () => {
    expect(verifyRows(rows, headOf(rows))).toEqual({
      rows: 6,
      first: 1,
      head: headOf(rows),
      finding: null,
      unconfirmed: 0,
    });
    expect(verifyRows([], { seq: 0, hash: NO_ROW })).toMatchObject({ rows: 0, finding: null });
    expect(verifyRows(rows, headOf(rows.slice(0, 4)))).toMatchObject({ finding: null, unconfirmed: 2 });
  });

  it("names a changed row, whatever was changed in it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom("time", "command", "action", "subject", "outcome", "detail", "previous", "hash"),
        (i, field) => {
          const changed = rows.with(i, { ...rows[i]!, [field]: "f".repeat(64) });
          expect(found(changed, rows)).toEqual({ kind: "changed", row: i + 1, problem: `row ${i + 1} was changed` });
        },
      ),
    );
    expect(found(rows.with(2, { ...rows[2]!, pid: 2 }), rows)).toMatchObject({ kind: "changed", row: 3 });
  });

  it("names a changed row also when its own hash was made anew", () => {
    const changed = rows.with(2, follow(rows[1], { subject: "other" }));
    expect(found(changed, rows)).toMatchObject({ kind: "replaced", row: 3 });
    const last = rows.with(5, follow(rows[4], { subject: "other" }));
    expect(found(last, rows)).toMatchObject({ kind: "replaced", row: 6 });
  });

  it("names removed rows, also when the others were renumbered", () => {
    expect(found(rows.toSpliced(2, 1), rows)).toMatchObject({ kind: "missing", row: 3, problem: "row 3 is missing" });
    expect(found(rows.slice(2), rows)).toMatchObject({ row: 1, problem: "rows 1 to 2 are missing" });
    expect(found(renumbered(rows.toSpliced(2, 1)), rows)).toMatchObject({ kind: "changed", row: 3 });
    expect(found(renumbered(rows.slice(2)), rows)).toMatchObject({ kind: "changed", row: 1 });
  });

  it("names an inserted row", () => {
    const alien = follow(rows[2], { subject: "alien" });
    const inserted = renumbered(rows.toSpliced(3, 0, alien));
    expect(found(inserted, rows)).toMatchObject({ kind: "inserted", row: 4, problem: "row 4 was inserted" });
    expect(found([{ ...alien, seq: 0 }, ...rows], rows)).toMatchObject({ kind: "inserted", row: 0 });
  });

  it("names what is gone at the end, by the head record", () => {
    const kind = "truncated";
    expect(found(rows.slice(0, 5), rows)).toMatchObject({
      kind,
      row: 6,
      problem: expect.stringContaining("row 6 is gone"),
    });
    expect(found(rows.slice(0, 3), rows)).toMatchObject({
      kind,
      row: 4,
      problem: expect.stringContaining("rows 4 to 6"),
    });
    expect(found([], rows)).toMatchObject({ kind, row: 1 });
    const grown = [...rows.slice(0, 3)];
    while (grown.length < 9) grown.push(follow(grown.at(-1), { subject: "later" }));
    expect(found(grown, rows)).toMatchObject({ kind: "replaced", row: 6 });
  });

  it("takes rows at the start for gone only where a later row names the last of them", () => {
    const rotation = (hash: string) => follow(rows[5], { action: "audit.rotate", detail: `2:${hash}` });
    const rotated = [...rows, rotation(rows[1]!.hash)];
    const verdict = (all: readonly AuditRow[], latest = 3) => verifyRows(all, headOf(rotated), undefined, latest);
    expect(verdict(rotated.slice(2))).toMatchObject({ rows: 5, first: 3, finding: null });
    expect(verdict(rotated.slice(2), 2).finding).toMatchObject({ kind: "missing", row: 1 });
    expect(verdict(rotated.slice(3), 9).finding).toMatchObject({ kind: "missing", problem: "rows 1 to 3 are missing" });
    const other = [...rows, rotation(NO_ROW)];
    expect(verifyRows(other.slice(2), headOf(other), undefined, 3).finding).toMatchObject({ kind: "missing" });
    // A rotation that was written over another row isn't one.
    const forged = rotated.slice(2).with(2, { ...rows[4]!, action: "audit.rotate", detail: `2:${rows[1]!.hash}` });
    expect(verdict(forged.slice(0, -1)).finding).toMatchObject({ kind: "missing" });
  });

  it("asks for the head record and the anchor", () => {
    expect(verifyRows(rows, null).finding).toMatchObject({ kind: "head-missing" });
    expect(verifyRows([], null).finding).toBeNull();
    const other = chain(0).concat(follow(undefined, { subject: "other" }));
    expect(verifyRows(other, headOf(other), headOf(rows)).finding).toMatchObject({ kind: "anchor", row: 6 });
    expect(verifyRows(rows, headOf(rows), { seq: 3, hash: rows[2]!.hash }).finding).toBeNull();
    expect(verifyRows(rows, headOf(rows), { seq: 3, hash: NO_ROW }).finding).toMatchObject({ kind: "anchor", row: 3 });
  });
});
