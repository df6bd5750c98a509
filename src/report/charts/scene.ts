import type { ChartStyle } from "./chart-theme.ts";

/** One thing to draw. `style` names a rule of the theme, so that light and dark need no second drawing. */
export type SceneNode =
  | {
      readonly kind: "line";
      readonly style: ChartStyle;
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
    }
  | { readonly kind: "path"; readonly style: ChartStyle; readonly d: string }
  | {
      readonly kind: "rect";
      readonly style: ChartStyle;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      /** 0…1; 1 when left out. */
      readonly opacity?: number;
      /** What a pointer that rests on it is told. */
      readonly tip?: string;
    }
  | {
      readonly kind: "text";
      readonly style: ChartStyle;
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly anchor?: "start" | "middle" | "end";
    };

/** A panel of a chart whose columns a cursor can follow. */
export interface CursorPanel {
  /** Column of the page's cursor data that lies in this panel. */
  readonly series: string;
  readonly style: ChartStyle;
  readonly scale: "linear" | "log";
  /** Value at the panel's bottom, and at its top. */
  readonly min: number;
  readonly max: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where rows lie on a chart, for a cursor. */
export interface Cursor {
  /** Whose rows: a track of the page's cursor data by name; the curve's when left out. */
  readonly track?: string;
  readonly rows: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly panels: readonly CursorPanel[];
}

/** One direction of a panel of dots: which of the trades' numbers it shows, and where the ends of its axis lie. */
export interface PointAxis {
  readonly series: "mae" | "mfe" | "result";
  readonly min: number;
  readonly max: number;
  /** Positions of `min` and of `max`. */
  readonly from: number;
  readonly to: number;
}

/** A panel with a dot for each trade, for a cursor that goes from dot to dot. */
export interface PointPanel {
  readonly x: PointAxis;
  readonly y: PointAxis;
}

/** A picture as data: drawn once, written as SVG. Units are pixels at full width. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** One sentence that says what the picture shows, for those who can't see it. */
  readonly summary: string;
  readonly nodes: readonly SceneNode[];
  readonly cursor?: Cursor;
  readonly points?: readonly PointPanel[];
  /** There was nothing to draw; the summary says why. */
  readonly isEmpty?: boolean;
}

/** A picture that has nothing to show, and says why. */
export function emptyScene(width: number, title: string, text: string, summary = text): Scene {
  return {
    width,
    height: 110,
    title,
    summary,
    isEmpty: true,
    nodes: [{ kind: "text", style: "empty", x: width / 2, y: 58, text, anchor: "middle" }],
  };
}
