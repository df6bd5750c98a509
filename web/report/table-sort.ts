import { compareCells } from "./compare-cells.ts";

/** Makes each head of a table a button that sorts by its column: first ascending, then descending. */
export function startTableSort(table: HTMLTableElement): void {
  const body = table.tBodies[0];
  const heads = table.tHead?.rows[0]?.cells;
  if (body === undefined || heads === undefined) return;
  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
      const rows = [...body.rows].map((row) => ({ row, key: row.cells[head.cellIndex]?.textContent ?? "" }));
      rows.sort((a, b) => direction * compareCells(a.key, b.key));
      body.append(...rows.map(({ row }) => row));
    });
  }
}
