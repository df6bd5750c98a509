import type { Curve } from "../../run/run-detail.ts";
import { OPEN_TRADE, type TradeColumns } from "../../trading/trade-columns.ts";
import { formatCounted, formatNumber, formatPercent, formatPrice } from "../format.ts";
import type { TradeRows } from "../trade-rows.ts";
import { candles } from "./candles.ts";
import { lineSeries } from "./line-series.ts";
import { type Box, type LegendEntry, labelRoom, legend, rowAxis, valueAxis } from "./panel.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { timeTicks } from "./time-axis.ts";
import { tradeBars } from "./trade-bars.ts";
import { tradeMarkers } from "./trade-markers.ts";
import { valueScale } from "./value-scale.ts";

/** Narrower candles than this many pixels a row would be a line with noise. */
const CANDLE_PITCH = 6;

/** What a price chart must be told. */
export interface PriceChartOptions {
  /** Width in pixels; below 600 the picture is drawn for a telephone. */
  readonly width: number;
  /** An instant inside each row's period, epoch milliseconds: what the time axis is labelled by. */
  readonly rowTime: Float64Array;
  readonly symbol: string;
}

/** The price with all trades on it, and each trade's return as a bar below, on the same time axis. */
export function priceChart(curve: Curve, trades: TradeColumns, at: TradeRows, options: PriceChartOptions): Scene {
  const { width, symbol } = options;
  const isNarrow = width < 600;
  const height = isNarrow ? 400 : 500;
  const title = `Price of ${symbol} and trades`;
  const rows = curve.time.length;
  const top = isNarrow ? 64 : 34;
  const priceBottom = height - (isNarrow ? 128 : 160);
  const hasCandles = (width - 70) / Math.max(1, rows) >= CANDLE_PITCH;
  const prices = hasCandles ? [curve.low, curve.high] : [curve.close, trades.entryPrice, trades.exitPrice];
  const price = valueScale(prices, "auto", { top, bottom: priceBottom }, "plain");
  if (rows === 0 || price === undefined) return emptyScene(width, title, "No bars to show.");

  const barsBox = { top: priceBottom + 30, bottom: height - 30 };
  const bars = tradeBars(trades, at, rows, isNarrow ? 2 : 3);
  const left = labelRoom([...price.ticks, ...bars.ticks].map(({ label }) => label));
  const panel: Box = { left, right: width - 14, top, bottom: priceBottom };
  const barsPanel: Box = { left, right: width - 14, ...barsBox };
  const markers = tradeMarkers(trades, at, rows, panel, price.scale);
  const nodes: SceneNode[] = [
    ...legend(legendOf(trades, hasCandles, price.scale.kind === "log"), left, 16, width),
    ...valueAxis(panel, price.scale, price.ticks),
    ...(hasCandles ? candles(curve, panel, price.scale) : [lineSeries(curve.close, panel, price.scale, "price")]),
    ...markers.nodes,
    { kind: "text", style: "panel-label", x: left, y: barsBox.top - 9, text: "Return of each trade, at its exit" },
    ...bars.draw(barsPanel),
    ...rowAxis(
      barsPanel,
      rows,
      timeTicks(options.rowTime, isNarrow ? 5 : 12, Math.ceil((rows * 48) / (width - left))),
      width,
    ),
  ];
  return {
    width,
    height,
    title,
    summary: summaryOf(curve, trades, markers.hasTriangles),
    nodes,
    cursor: {
      rows,
      left,
      right: width - 14,
      top,
      bottom: barsBox.bottom,
      panels: [
        {
          series: "close",
          style: "price",
          scale: price.scale.kind,
          min: price.scale.min,
          max: price.scale.max,
          top,
          bottom: priceBottom,
        },
      ],
    },
  };
}

function legendOf(trades: TradeColumns, hasCandles: boolean, isLog: boolean): LegendEntry[] {
  return [
    { style: "price", text: hasCandles ? "Price (hollow: rose)" : "Close" },
    ...(trades.length === 0
      ? []
      : [
          { style: "trade-up" as const, text: "Trade that gained" },
          { style: "trade-down" as const, text: "Trade that lost" },
        ]),
    ...(isLog ? [{ text: "(log scale)" }] : []),
  ];
}

function summaryOf(curve: Curve, trades: TradeColumns, hasTriangles: boolean): string {
  const rows = curve.time.length;
  const path = `The price went from ${formatPrice(curve.open[0]!)} to ${formatPrice(curve.close[rows - 1]!)}.`;
  if (trades.length === 0) return `${path} There were no trades.`;
  const gained = trades.pnl.reduce((count, pnl) => count + (pnl > 0 ? 1 : 0), 0);
  const shorts = trades.side.reduce((count, side) => count + (side < 0 ? 1 : 0), 0);
  const open = trades.exitReason.reduce((count, reason) => count + (reason === OPEN_TRADE ? 1 : 0), 0);
  const parts = [
    path,
    `${formatCounted(trades.length, "trade")}, of which ${formatNumber(gained, 0)} (${formatPercent(gained / trades.length, 0)}) gained.`,
    ...(open > 0 ? [`${formatNumber(open, 0)} still open at the end, marked at the last close.`] : []),
    hasTriangles
      ? `▲ entry, ▼ exit${shorts > 0 ? "; hollow: short" : ""}.`
      : "Lines run from each entry to its exit; so many triangles would hide the price.",
  ];
  return parts.join(" ");
}
