import { CHART_COLORS, chartCss, colorVariables } from "../charts/chart-theme.ts";

/** Colours of the page around the charts: [light, dark]. Text reaches a contrast of 4.5 : 1 on its ground in both. */
export const PAGE_COLORS = {
  page: ["#f6f7f9", "#0b0f14"],
  line: ["#dfe4ea", "#28323d"],
  soft: ["#f0f2f5", "#1a222c"],
  link: ["#00639c", "#7cc6f2"],
  ok: ["#00639c", "#7cc6f2"],
  "ok-soft": ["#eaf4fb", "#12222e"],
  warning: ["#7a4f00", "#f0b93a"],
  "warning-soft": ["#fff4d9", "#2a2212"],
  "synthetic-fill": ["#f5c04a", "#f0b93a"],
  "synthetic-ink": ["#16202c", "#16202c"],
  failed: ["#b33a00", "#ff9466"],
  "failed-fill": ["#b33a00", "#b33a00"],
  "failed-soft": ["#fdece4", "#301a11"],
  unknown: ["#566372", "#9aa7b5"],
  "unknown-soft": ["#f0f2f5", "#1a222c"],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

function variables(scheme: "light" | "dark"): string {
  const own = Object.entries(PAGE_COLORS).map(([name, colors]) => `--${name}:${colors[scheme === "light" ? 0 : 1]}`);
  return `${colorVariables(scheme)};${own.join(";")};color-scheme:${scheme}`;
}

/** All colours that text may stand in, with the grounds it stands on; a test measures their contrast. */
export const TEXT_PAIRS: readonly (readonly [text: readonly [string, string], ground: readonly [string, string]])[] = [
  ...(["ink", "muted", "up-text", "down-text"] as const).flatMap((text) => [
    [CHART_COLORS[text], CHART_COLORS.surface] as const,
    [CHART_COLORS[text], PAGE_COLORS.page] as const,
    [CHART_COLORS[text], PAGE_COLORS.soft] as const,
  ]),
  [PAGE_COLORS.link, CHART_COLORS.surface],
  [PAGE_COLORS.ok, PAGE_COLORS["ok-soft"]],
  [PAGE_COLORS.warning, PAGE_COLORS["warning-soft"]],
  [PAGE_COLORS.failed, PAGE_COLORS["failed-soft"]],
  [PAGE_COLORS.unknown, PAGE_COLORS["unknown-soft"]],
  [CHART_COLORS.muted, PAGE_COLORS["ok-soft"]],
  [CHART_COLORS.muted, PAGE_COLORS["unknown-soft"]],
  [CHART_COLORS.surface, CHART_COLORS["up-text"]],
  [CHART_COLORS.surface, CHART_COLORS.second],
  [CHART_COLORS.ink, PAGE_COLORS["ok-soft"]],
  [CHART_COLORS.ink, PAGE_COLORS["warning-soft"]],
  [CHART_COLORS.ink, PAGE_COLORS["failed-soft"]],
  [["#ffffff", "#ffffff"], PAGE_COLORS["failed-fill"]],
  [PAGE_COLORS["synthetic-ink"], PAGE_COLORS["synthetic-fill"]],
];

/** The one style sheet of the report. */
export function pageCss(): string {
  return `:root{${variables("light")}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${variables("dark")}}}
:root[data-theme=dark]{${variables("dark")}}
${LAYOUT}
${chartCss()}
@media print{:root:root:root{${variables("light")}}${PRINT}}`;
}

const LAYOUT = `*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
.page{max-width:1180px;margin:0 auto;padding:32px 24px 56px}
h1{font-size:30px;line-height:1.2;margin:2px 0 6px;overflow-wrap:anywhere;letter-spacing:-.01em}
h2{font-size:18px;line-height:1.3;margin:0 0 4px}
h3{font-size:14px;margin:0 0 8px;color:var(--muted);font-weight:600}
p{margin:0 0 8px}
a{color:var(--link)}
code,pre,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:13px}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.muted,figcaption{color:var(--muted)}
figcaption{font-size:13px;margin-top:8px;max-width:110ch}
.gain{color:var(--up-text)}.loss{color:var(--down-text)}
.card{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:20px 22px;margin:0 0 20px}
figure.card{margin-left:0;margin-right:0}
.head{display:flex;gap:16px;align-items:flex-start;justify-content:space-between;margin-bottom:20px}
.head>div{min-width:0}
.eyebrow{text-transform:uppercase;letter-spacing:.08em;font-size:12px;color:var(--muted);font-weight:600;margin:0}
.facts{color:var(--muted);margin:0;overflow-wrap:anywhere}
.facts b{color:var(--ink);font-weight:600}
.chips{display:flex;flex-wrap:wrap;gap:6px;margin:10px 0 0;padding:0;list-style:none}
.chips li{background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:1px 8px;font-size:13px;overflow-wrap:anywhere}
button{font:inherit;color:var(--ink);background:var(--surface);border:1px solid var(--axis);border-radius:6px;padding:5px 12px;cursor:pointer;white-space:nowrap}
button:hover{background:var(--soft)}
.synthetic,.alarm{display:flex;gap:14px;align-items:center;border-radius:10px;padding:12px 20px;margin:0 0 20px}
.synthetic{background:var(--synthetic-fill);color:var(--synthetic-ink)}
.alarm{background:var(--failed-fill);color:#fff}
.synthetic strong,.alarm strong{font-size:18px;letter-spacing:.08em;white-space:nowrap}
.alarm span{overflow-wrap:anywhere}
.guards{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,330px),1fr));gap:10px}
.guard{display:grid;grid-template-columns:24px 1fr;align-content:start;gap:2px 10px;border:1px solid var(--line);border-left:4px solid var(--tone);border-radius:8px;padding:10px 14px;background:var(--tone-soft)}
.guard svg{width:22px;height:22px;margin-top:1px;color:var(--tone)}
.guard b{font-weight:600}
.guard p{grid-column:2;margin:0;font-size:14px;overflow-wrap:anywhere}
.guard .detail{color:var(--muted);font-size:13px}
.status{display:inline-block;font-size:12px;font-weight:700;letter-spacing:.06em;text-transform:uppercase;color:var(--tone);margin-right:6px}
.is-ok{--tone:var(--ok);--tone-soft:var(--ok-soft)}
.is-warning{--tone:var(--warning);--tone-soft:var(--warning-soft)}
.is-failed{--tone:var(--failed);--tone-soft:var(--failed-soft);border:2px solid var(--failed);border-left-width:8px;grid-column:1/-1}
.is-failed p{font-size:16px;font-weight:600}
.is-failed p.detail{font-size:14px;font-weight:400}
.is-failed .status{background:var(--failed-fill);color:#fff;padding:1px 8px;border-radius:4px}
.is-failed .detail,.is-warning .detail{color:var(--ink)}
.is-unknown{--tone:var(--unknown);--tone-soft:var(--unknown-soft);border-style:dashed}
.verdict{font-weight:600;margin:0 0 12px}
.kpis{display:grid;grid-template-columns:repeat(5,1fr);gap:1px;background:var(--line);border:1px solid var(--line);border-radius:10px;overflow:hidden;margin:0 0 20px}
.kpi{background:var(--surface);padding:14px 18px;min-width:0}
.kpi dt{font-size:13px;color:var(--muted)}
.kpi dd{margin:2px 0 0;font-size:22px;font-weight:600;line-height:1.25;overflow-wrap:anywhere}
.kpi dd.long{font-size:18px}
.kpi dd.very-long{font-size:14.5px}
.doubted .kpi{background:repeating-linear-gradient(135deg,var(--surface) 0 9px,var(--soft) 9px 18px)}
.doubted .value{color:var(--muted)}
.kpi .sub{font-size:12.5px;font-weight:400;color:var(--muted);margin:2px 0 0;line-height:1.4}
.plot{margin-top:10px;position:relative}
.plot svg{display:block;width:100%;height:auto;touch-action:pan-y}
.narrow{display:none}
.follow{border-radius:6px}
.readout{display:block;min-height:21px;font-size:13px;color:var(--muted);margin-top:8px;overflow-wrap:anywhere}
.readout b{color:var(--ink);font-weight:600}
.cursor-line{stroke:var(--ink);stroke-width:1;stroke-dasharray:2 3;pointer-events:none}
.cursor-ring{fill:none;stroke:var(--ink);stroke-width:2;pointer-events:none}
.cursor-dot{stroke:var(--surface);stroke-width:2;pointer-events:none}
.dot-equity{fill:var(--up)}.dot-benchmark{fill:var(--benchmark)}.dot-drawdown{fill:var(--down)}.dot-price{fill:var(--ink)}.dot-second{fill:var(--second)}
.scroll{overflow-x:auto;margin:10px -22px 0;padding:0 22px}
.tall{max-height:640px;overflow:auto}
.tall thead th{position:sticky;top:0;background:var(--surface)}
table{border-collapse:collapse;width:100%;font-size:13.5px}
th,td{text-align:left;padding:5px 10px;border-bottom:1px solid var(--line);vertical-align:top}
thead th{color:var(--muted);font-weight:600;border-bottom:1px solid var(--axis);white-space:nowrap;vertical-align:bottom}
.tall th,.tall td{padding:5px 6px}
tbody tr:hover{background:var(--soft)}
.num{text-align:right;white-space:nowrap}
.nowrap{white-space:nowrap}
th button{border:0;background:none;padding:0;font-weight:600;color:inherit;font-size:inherit}
th[aria-sort=ascending] button::after{content:" ▲";font-size:10px}
th[aria-sort=descending] button::after{content:" ▼";font-size:10px}
.two figure{margin:0;min-width:0}
.two{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:28px;align-items:start;margin-top:10px}
.metrics{columns:2;column-gap:36px;margin-top:12px}
.metrics section{break-inside:avoid;margin:0 0 18px}
.excursions{margin-top:6px}
.excursions tbody th{font-weight:400}
.metrics th,.two tbody th{font-weight:400;padding-left:0}
.metrics td{white-space:nowrap;text-align:right;font-weight:600}
.metrics sup{font-weight:400}
.compared th{font-weight:400;padding-left:0}
.compared thead th,.group th{font-weight:600}
.group th{padding-top:16px;color:var(--muted)}
.group:hover{background:none}
.compared td{overflow-wrap:anywhere}
.differs th,.differs td{font-weight:600}
.letter{display:inline-block;min-width:22px;text-align:center;border-radius:4px;color:var(--surface);font-weight:700;font-size:13px}
.letter-a{background:var(--up-text)}.letter-b{background:var(--second)}
.mark{display:inline-flex;align-items:center;gap:4px;vertical-align:-4px;line-height:1}
.mark svg{width:18px;height:18px;color:var(--tone)}
.mark.is-failed{border:0}
.footnotes{font-size:13px;color:var(--muted);padding-left:22px;margin:0}
details summary{cursor:pointer;color:var(--link);margin-top:8px}
.notes{margin:6px 0 0;padding-left:20px}
.notes li{margin:0 0 4px;overflow-wrap:anywhere}
pre{background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:10px 14px;white-space:pre-wrap;overflow-wrap:anywhere;margin:6px 0 16px}
.pairs{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:4px 18px;margin:6px 0 0;font-size:14px}
.pairs dt{color:var(--muted)}
.pairs dd{margin:0;overflow-wrap:anywhere}
footer{color:var(--muted);font-size:13px;overflow-wrap:anywhere}
@media (max-width:900px){.kpis{grid-template-columns:repeat(2,1fr)}.metrics{columns:1}.two{grid-template-columns:minmax(0,1fr)}}
@media (max-width:640px){.page{padding:20px 12px 40px}.card{padding:16px 14px}.scroll{margin:10px -14px 0;padding:0 14px}.wide{display:none}.narrow{display:block}h1{font-size:24px}.kpi{padding:12px 14px}.kpi dd{font-size:19px}.synthetic,.alarm{display:block}.synthetic strong,.alarm strong{display:block;white-space:normal}.kpi dd.long{font-size:14.5px}.kpi dd.very-long{font-size:12px}.pairs{grid-template-columns:minmax(0,1fr);gap:0}.pairs dd{margin-bottom:8px}}
@media (forced-colors:active){.guard,.kpi,.card{border:1px solid CanvasText}}`;

const PRINT = `
@page{margin:14mm}
body{background:#fff;font-size:11pt}
.page{max-width:none;padding:0}
button,.readout{display:none}
th button{display:inline}
.card{border:0;border-radius:0;padding:0;margin:0 0 18pt}
figure,.guard,.kpis,tr,.metrics section{break-inside:avoid}
h2{break-after:avoid}
.wide{display:block}.narrow{display:none}
.scroll,.tall{overflow:visible;max-height:none;margin:0;padding:0}
.tall thead th{position:static}
table{font-size:8.5pt}
.guard,.synthetic,.alarm,.doubted .kpi,.chips li,rect,path{-webkit-print-color-adjust:exact;print-color-adjust:exact}
`;
