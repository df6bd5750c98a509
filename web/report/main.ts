import type { CursorData } from "../../src/report/cursor-data.ts";
import { startCursors } from "./chart-cursor.ts";
import { startPointCursors } from "./point-cursor.ts";
import { startTableSort } from "./table-sort.ts";
import { applyRememberedTheme, startThemeToggle } from "./theme-toggle.ts";

applyRememberedTheme();
document.addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector<HTMLButtonElement>("#theme");
  if (button !== null) startThemeToggle(button);
  for (const table of document.querySelectorAll<HTMLTableElement>("table[data-sortable]")) startTableSort(table);
  const data = JSON.parse(document.querySelector("#run-data")?.textContent ?? "null") as CursorData | null;
  if (data === null || data.time.length === 0) return;
  const figures = document.querySelectorAll<HTMLElement>("[data-figure]");
  startCursors(figures, data);
  startPointCursors(figures, data);
});
