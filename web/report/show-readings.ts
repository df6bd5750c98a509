import type { Reading } from "./readout.ts";

/** Writes what a cursor reads out, or how to use it. */
export function showReadings(element: HTMLElement, readings: readonly Reading[], hint: string): void {
  if (readings.length === 0) {
    element.textContent = hint;
    return;
  }
  const parts = readings.map(({ name, value }) => {
    const strong = document.createElement("b");
    strong.textContent = value;
    const part = document.createElement("span");
    part.append(name === "" ? "" : ` · ${name} `, strong);
    return part;
  });
  element.replaceChildren(...parts);
}
