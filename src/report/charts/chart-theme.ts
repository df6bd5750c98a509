/** Colours by role, light and dark. Up and down are Okabe & Ito's blue and vermilion: told apart by every kind of eye. */
export const CHART_COLORS = {
  ink: ["#16202c", "#e6ebf1"],
  muted: ["#566372", "#9aa7b5"],
  grid: ["#e3e7ec", "#28323d"],
  axis: ["#b4bdc8", "#465362"],
  surface: ["#ffffff", "#11161d"],
  up: ["#0072b2", "#56b4e9"],
  down: ["#d55e00", "#d55e00"],
  "up-text": ["#00639c", "#7cc6f2"],
  "down-text": ["#b34700", "#f08a4b"],
  benchmark: ["#7b8794", "#8b98a7"],
  second: ["#a8447d", "#e093c0"],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

/** What a node of a scene may look like. */
const STYLES = {
  grid: "stroke:var(--grid);stroke-width:1;shape-rendering:crispEdges",
  axis: "stroke:var(--axis);stroke-width:1;shape-rendering:crispEdges",
  reference: "stroke:var(--muted);stroke-width:1;stroke-dasharray:3 4;fill:none",
  "tick-label": "fill:var(--muted);font-size:12px",
  "panel-label": "fill:var(--muted);font-size:12px;font-weight:600",
  note: "fill:var(--ink);font-size:12px;font-weight:600;paint-order:stroke;stroke:var(--surface);stroke-width:4px;stroke-linejoin:round",
  empty: "fill:var(--muted);font-size:14px",
  equity: "stroke:var(--up);stroke-width:1.75;fill:none;stroke-linejoin:round;stroke-linecap:round",
  "equity-band": "fill:var(--up);fill-opacity:.18",
  benchmark: "stroke:var(--benchmark);stroke-width:1.25;fill:none;stroke-linejoin:round;stroke-linecap:round",
  "drawdown-area": "fill:var(--down);fill-opacity:.22",
  drawdown: "stroke:var(--down);stroke-width:1.25;fill:none;stroke-linejoin:round;stroke-linecap:round",
  price: "stroke:var(--muted);stroke-width:1.1;fill:none;stroke-linejoin:round;stroke-linecap:round",
  "candle-up": "fill:var(--surface);stroke:var(--muted);stroke-width:1",
  "candle-down": "fill:var(--muted);stroke:var(--muted);stroke-width:1",
  "trade-up": "stroke:var(--up);stroke-width:2;fill:none",
  "trade-down": "stroke:var(--down);stroke-width:2;fill:none",
  "marker-up": "fill:var(--up);stroke:var(--surface);stroke-width:1",
  "marker-down": "fill:var(--down);stroke:var(--surface);stroke-width:1",
  "marker-up-short": "fill:var(--surface);stroke:var(--up);stroke-width:1.75",
  "marker-down-short": "fill:var(--surface);stroke:var(--down);stroke-width:1.75",
  "dot-up": "stroke:var(--up);stroke-width:7;stroke-linecap:round;stroke-opacity:.8",
  "dot-down": "stroke:var(--down);stroke-width:7;stroke-linecap:round;stroke-opacity:.8",
  "dot-hole": "stroke:var(--surface);stroke-width:3.5;stroke-linecap:round",
  "dot-up-small": "stroke:var(--up);stroke-width:4.5;stroke-linecap:round;stroke-opacity:.7",
  "dot-down-small": "stroke:var(--down);stroke-width:4.5;stroke-linecap:round;stroke-opacity:.7",
  "dot-neutral-small": "stroke:var(--benchmark);stroke-width:4.5;stroke-linecap:round;stroke-opacity:.45",
  "cross-down": "stroke:var(--down);stroke-width:1.75;stroke-linecap:round;fill:none;stroke-opacity:.9",
  "dot-hole-small": "stroke:var(--surface);stroke-width:2;stroke-linecap:round",
  shade: "fill:var(--muted);fill-opacity:.1",
  "shade-label": "fill:var(--muted);font-size:11px;font-weight:600",
  second: "stroke:var(--second);stroke-width:1.75;fill:none;stroke-linejoin:round;stroke-linecap:round",
  "second-thin": "stroke:var(--second);stroke-width:1.25;fill:none;stroke-linejoin:round;stroke-linecap:round",
  "equity-thin": "stroke:var(--up);stroke-width:1.25;fill:none;stroke-linejoin:round;stroke-linecap:round",
  "swarm-low": "stroke:var(--benchmark);stroke-width:1;fill:none;stroke-opacity:.35",
  "swarm-middle": "stroke:var(--up);stroke-width:1;fill:none;stroke-opacity:.45",
  "swarm-high": "stroke:var(--second);stroke-width:1.5;fill:none;stroke-opacity:.8",
  up: "fill:var(--up)",
  down: "fill:var(--down)",
  neutral: "fill:var(--benchmark)",
  overlay: "stroke:var(--ink);stroke-width:1.5;fill:none",
  "cell-label": "fill:var(--ink);font-size:12px",
  "cell-total": "fill:var(--ink);font-size:12px;font-weight:600",
  "cell-month": "fill:var(--ink);fill-opacity:.75;font-size:10px",
} as const;

export type ChartStyle = keyof typeof STYLES;

/** The rules that scenes need, to stand once in a page; the page defines the colours (`colorVariables`). */
export function chartCss(): string {
  const rules = Object.entries(STYLES).map(([name, rule]) => `.c-${name}{${rule}}`);
  return ["svg.chart text{font-family:inherit;font-variant-numeric:tabular-nums}", ...rules].join("\n");
}

/** Custom properties for one scheme: "--ink:#16202c;…". */
export function colorVariables(scheme: "light" | "dark"): string {
  return Object.entries(CHART_COLORS)
    .map(([name, colors]) => `--${name}:${colors[scheme === "light" ? 0 : 1]}`)
    .join(";");
}

/** Everything a single SVG file or cell needs to be seen alone, in light and in dark surroundings. */
export function standaloneCss(): string {
  return [
    `svg.chart{${colorVariables("light")};font-family:system-ui,sans-serif}`,
    `@media (prefers-color-scheme:dark){svg.chart{${colorVariables("dark")}}}`,
    chartCss(),
  ].join("\n");
}
