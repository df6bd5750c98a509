import { describe, expect, it } from "vitest";
import { thrown } from "../../../../test/support/thrown.ts";
import type { Dataset } from "../../market-data/data-request.ts";
import { FLAT_FILE_FIELDS } from "./flat-file-forms.ts";
import { parseFlatFileHeader } from "./flat-file-header.ts";

const roles = (line: string, dataset: Dataset) =>
  [...parseFlatFileHeader(line, dataset, "x.csv.gz").fields].map((code) => FLAT_FILE_FIELDS[code]).join(" ");
const form = (line: string, dataset: Dataset) => parseFlatFileHeader(line, dataset, "x.csv.gz").form.what;

// The vendor's own header lines.
const STOCK_TRADES =
  "ticker,conditions,correction,exchange,id,participant_timestamp,price,sequence_number,sip_timestamp,size,tape,trf_id,trf_timestamp";
const STOCK_QUOTES =
  "ticker,ask_exchange,ask_price,ask_size,bid_exchange,bid_price,bid_size,conditions,indicators,participant_timestamp,sequence_number,sip_timestamp,tape,trf_timestamp";
const OPTION_QUOTES =
  "ticker,ask_exchange,ask_price,ask_size,bid_exchange,bid_price,bid_size,sequence_number,sip_timestamp";

describe("parseFlatFileHeader", () => {
  it("knows the columns of every table", () => {
    expect(roles("ticker,volume,open,close,high,low,window_start,transactions", "bars")).toBe(
      "ticker volume open close high low time transactions",
    );
    expect(roles("ticker,open,close,high,low,window_start", "bars")).toBe("ticker open close high low time");
    expect(roles(STOCK_TRADES, "trades")).toBe(
      "ticker conditions correction exchange skip skip price sequence time size skip skip skip",
    );
    expect(roles(STOCK_QUOTES, "quotes")).toBe(
      "ticker askExchange askPrice askSize bidExchange bidPrice bidSize conditions skip skip sequence time skip skip",
    );
    expect(roles(OPTION_QUOTES, "quotes")).toBe(
      "ticker askExchange askPrice askSize bidExchange bidPrice bidSize sequence time",
    );
    expect(form("ticker,conditions,correction,exchange,price,sip_timestamp,size", "trades")).toBe(
      "stock and option trades",
    );
    expect(form("ticker,conditions,correction,exchange,id,participant_timestamp,price,size", "trades")).toBe(
      "crypto trades",
    );
    expect(form("ticker,timestamp,value", "trades")).toBe("index values");
    expect(form("ticker,ask_exchange,ask_price,bid_exchange,bid_price,participant_timestamp", "quotes")).toBe(
      "forex quotes",
    );
  });

  it("finds columns by name in any order, among unknown ones, quoted and behind a byte order mark", () => {
    const futures =
      '\uFEFFexchange,window_start,session_end_date,open,low,high,close,volume,dollar_volume,transactions,"ticker"';
    expect(roles(futures, "bars")).toBe("skip time skip open low high close volume skip transactions ticker");
    // Which of two unused columns is meant doesn't matter.
    expect(roles("x,x,ticker,open,close,high,low,window_start", "bars")).toContain("skip skip ticker");
  });

  it("names the column that is missing, the nearest there is, and one that stands twice", () => {
    const error = thrown(() => roles("ticker,volume,open,close,high,low,windowstart,transactions", "bars"));
    expect(error.code).toBe("BACKSIGHT_FLAT_FILE_COLUMN");
    expect(error.message).toContain(
      'x.csv.gz has no column window_start, which aggregates need; its header is: ticker,volume,open,close,high,low,windowstart,transactions. Did you mean "windowstart"?',
    );
    expect(thrown(() => roles(STOCK_TRADES.replace("correction,", ""), "trades")).message).toContain(
      "has no column correction, which stock and option trades need",
    );
    expect(thrown(() => roles(STOCK_QUOTES, "trades")).message).toContain("has no column");
    expect(thrown(() => roles("ticker,open,open,close,high,low,window_start", "bars")).message).toContain(
      "names the column open twice",
    );
  });
});
