import { describe, expect, it, test } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { BacksightError } from "../../core/errors.ts";
import { signalsLayout } from "./signal-roles.ts";

function layout(header: string, index?: number) {
  const names = header.split(",");
  return signalsLayout(names, index, (problem, hint = "") => {
    throw new BacksightError("BACKSIGHT_SIGNALS_COLUMN", { path: "s.csv", problem, columns: header, hint });
  });
}

function described(header: string, index?: number): string {
  const names = header.split(",");
  const { time, symbol, signals } = layout(header, index);
  const roles = [...signals].map(([role, place]) => `${role}=${names[place]}`);
  return [`time=${names[time]}`, ...(symbol === undefined ? [] : [`symbol=${names[symbol]}`]), ...roles].join(" ");
}

test.each([
  ["timestamp,entries,exits", "time=timestamp entries=entries exits=exits"],
  ["Datetime,short_entries,short_exits", "time=Datetime shortEntries=short_entries shortExits=short_exits"],
  ["shortEntries,shortExits,time", "time=time shortEntries=shortEntries shortExits=shortExits"],
  ["date,Long Entries,LONG_EXITS", "time=date entries=Long Entries exits=LONG_EXITS"],
  ["__index_level_0__,weight", "time=__index_level_0__ weights=weight"],
  [",weights", "time= weights=weights"],
  ["Unnamed: 0,target_weight", "time=Unnamed: 0 weights=target_weight"],
  ["ticker,Date,quantity", "time=Date symbol=ticker units=quantity"],
  ["Date,position", "time=Date units=position"],
  ["Date,entries,stop_loss,takeProfit", "time=Date entries=entries stopLoss=stop_loss takeProfit=takeProfit"],
])("%s", (header, expected) => {
  expect(described(header)).toBe(expected);
});

it("takes the index that the file itself names", () => {
  expect(described("entries,when,date", 1)).toBe("time=when entries=entries");
});

it("leaves what means nothing unused", () => {
  expect(layout("date,close,sma_20,entries").unused).toEqual(["close", "sma_20"]);
});

describe("refuses", () => {
  test.each([
    ["entries,exits", "s.csv has no time column; its columns are: entries, exits."],
    ["dat,entries", 'Did you mean "date" by "dat"?'],
    ["date,close", "has no column that says what to do"],
    ["date,exits", "has no column that says what to do"],
    ["date,entreis", 'Did you mean "entries" by "entreis"?'],
    ["date,entries,short_entris", "a column that might be meant as a signal"],
    ["date,entries,weights", "gives weights and entries together: give masks, or weights, or units"],
    ["date,weight,position", "gives weight and position together"],
    ["date,weights,stop_loss", "gives weights and stop_loss together"],
    ["date,weight,weights", 'gives weights twice, as "weight" and "weights"'],
    ["date,entries,long_entries", 'gives entries twice, as "entries" and "long_entries"'],
  ])("%s", (header, message) => {
    const error = thrown(() => layout(header));
    expect(error.code).toBe("BACKSIGHT_SIGNALS_COLUMN");
    expect(error.message.replaceAll(header, header.replaceAll(",", ", "))).toContain(message);
  });
});
