import { BacksightError, reasonOf } from "../../../core/errors.ts";
import { dateOfDay } from "../../../market/calendar/calendar.ts";
import { newCommand } from "../../new-command.ts";
import { printJson } from "../../print.ts";

interface PolygonOptions {
  readonly tickers: string;
  readonly seed: string;
  readonly filesPort: string;
  readonly restPort: string;
  readonly json?: boolean;
}

/** What the emulator lets in; they open nothing else. */
const KEYS = { accessKeyId: "backsight-dev", secretAccessKey: "backsight-dev-secret" };
const REST_KEY = "backsight-dev-rest";

export const polygon = newCommand(
  "polygon",
  "an emulator of Polygon's flat files and REST, with a synthetic market, until Ctrl-C",
)
  .option("--tickers <count>", "plain names beside those that make data hard", "20")
  .option("--seed <number>", "of the market", "7")
  .option("--files-port <port>", "of the flat files; 0 takes a free one", "0")
  .option("--rest-port <port>", "of REST; 0 takes a free one", "0")
  .action(async (options: PolygonOptions) => {
    const [{ startFlatFileBucket }, { startPolygonRest }, { syntheticMarketFiles }, { syntheticRestMarket }, market] =
      await Promise.all([
        import("../../../sources/polygon/emulator/start-flat-file-bucket.ts"),
        import("../../../sources/polygon/emulator/rest/start-polygon-rest.ts"),
        import("../../../sources/polygon/emulator/synthetic-market-files.ts"),
        import("../../../sources/polygon/emulator/synthetic-rest-market.ts"),
        import("../../../sources/polygon/emulator/synthetic-market-tickers.ts"),
      ]);
    const seed = readWhole("seed", options.seed, Number.MAX_SAFE_INTEGER);
    const tickers = market.syntheticTickers(readWhole("tickers", options.tickers, 5000));
    const [filesPort, restPort] = [
      readWhole("files-port", options.filesPort, 65_535),
      readWhole("rest-port", options.restPort, 65_535),
    ];
    const objects = syntheticMarketFiles({ seed, tickers });
    const files = await listening(filesPort, () => startFlatFileBucket({ objects, keys: KEYS, port: filesPort }));
    const prices = syntheticRestMarket({ seed, tickers });
    const rest = await listening(restPort, () =>
      startPolygonRest({ market: prices, keys: [REST_KEY], port: restPort }),
    ).catch(async (error: unknown) => {
      await files.close();
      throw error;
    });
    const environment = {
      MASSIVE_FLATFILES_ACCESS_KEY_ID: KEYS.accessKeyId,
      MASSIVE_FLATFILES_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
      MASSIVE_API_KEY: REST_KEY,
    };
    const range = { from: dateOfDay(market.SYNTHETIC_FIRST_DAY), to: dateOfDay(market.SYNTHETIC_LAST_DAY) };
    const symbols = [...new Set(tickers.map(({ ticker }) => ticker))];
    if (options.json === true) printJson({ files: files.endpoint, rest: rest.url, environment, range, symbols });
    else process.stdout.write(`${textOf(files.endpoint, rest.url, environment, range, symbols)}\n`);
    // The open servers keep the process until it is interrupted.
  });

async function listening<T>(port: number, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    throw new BacksightError(
      "BACKSIGHT_USAGE",
      {
        problem: `port ${port} can't be listened on: ${reasonOf(error)}.`,
        help: "Name another one; 0 takes a free one.",
      },
      { cause: error },
    );
  }
}

function textOf(
  files: string,
  rest: string,
  environment: Readonly<Record<string, string>>,
  { from, to }: { readonly from: string; readonly to: string },
  symbols: readonly string[],
): string {
  return [
    `A SYNTHETIC market from ${from} to ${to}; no market ever traded at its prices.`,
    "",
    "in config.yaml:",
    `  polygon: { endpoint: "${files}", rest_endpoint: "${rest}", plan: advanced }`,
    "",
    "in the shell:",
    ...Object.entries(environment).map(([name, value]) => `  export ${name}=${value}`),
    "",
    `symbols: ${symbols.slice(0, 12).join(" ")}${symbols.length > 12 ? " …" : ""}`,
    `try: backsight run sma-cross --data "polygon:${symbols.find((symbol) => symbol.startsWith("Q")) ?? symbols[0]}@5m?from=2026-01-05&to=2026-01-30"`,
    "",
    "Ctrl-C ends it.",
  ].join("\n");
}

function readWhole(name: string, text: string, most: number): number {
  if (/^\d{1,16}$/.test(text) && Number(text) <= most) return Number(text);
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: `a whole number to ${most}`, value: text });
}
