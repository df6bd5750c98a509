import { type Panel, panelFrom } from "./panel.ts";
import { barsOfShared, type SharedBars, shareBars } from "./shared-bars.ts";

/** A panel that threads share: columns and rows lie once in memory, and a message to a thread carries no copy. */
export interface SharedPanel {
  readonly instruments: readonly SharedBars[];
  readonly closeTime: Float64Array;
  readonly bars: readonly Int32Array[];
  readonly isMember: readonly Uint8Array[];
}

/** Copies a panel to where all threads can read it; null where no other thread could make a calendar of it again. */
export function sharePanel({ instruments, closeTime, bars, isMember }: Panel): SharedPanel | null {
  const shared = instruments.map(shareBars);
  if (!shared.every((one) => one !== null)) return null;
  return {
    instruments: shared,
    closeTime: shareColumn(closeTime),
    bars: bars.map(shareColumn),
    isMember: isMember.map(shareColumn),
  };
}

/** The panel again, as views on the shared columns. */
export function panelOfShared({ instruments, closeTime, bars, isMember }: SharedPanel): Panel {
  return panelFrom(instruments.map(barsOfShared), closeTime, bars, isMember);
}

function shareColumn<T extends Float64Array | Int32Array | Uint8Array>(column: T): T {
  const Column = column.constructor as new (buffer: SharedArrayBuffer) => T;
  const shared = new Column(new SharedArrayBuffer(column.byteLength));
  shared.set(column);
  return shared;
}
