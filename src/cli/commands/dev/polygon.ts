import { BacksightError, reasonOf } from "../../../core/errors.ts";
import { newCommand } from "../../new-command.ts";
import { printJson } from "../../print.ts";

interface PolygonOptions {
  readonly tickers: string;
  readonly seed: string;
  readonly filesPort: string;
  readonly restPort: string;
  readonly json?: boolean;
}

export const polygon = newCommand(
  "polygon",
  "an emulator of Polygon's flat files and REST, with a synthetic market, until Ctrl-C",
)
  .option("--tickers <count>", "plain names beside those that make data hard", "20")
  .option("--seed <number>", "of the market", "7")
  .option("--files-port <port>", "of the flat files; 0 takes a free one", "0")
  .option("--rest-port <port>", "of REST; 0 takes a free one", "0")
  .action(async (options: PolygonOptions) => {
    const { startPolygonEmulator } = await import("../../../sources/polygon/emulator/start-polygon-emulator.ts");
    const emulator = await startPolygonEmulator({
      seed: readWhole("seed", options.seed, Number.MAX_SAFE_INTEGER),
      tickers: readWhole("tickers", options.tickers, 5000),
      filesPort: readWhole("files-port", options.filesPort, 65_535),
      restPort: readWhole("rest-port", options.restPort, 65_535),
    }).catch((error: unknown) => {
      throw notListening(error);
    });
    const { endpoint, keys, restUrl, apiKey, range, symbols } = emulator;
    const environment = {
      MASSIVE_FLATFILES_ACCESS_KEY_ID: keys.accessKeyId,
      MASSIVE_FLATFILES_SECRET_ACCESS_KEY: keys.secretAccessKey,
      MASSIVE_API_KEY: apiKey,
    };
    if (options.json === true)
      printJson({ files: endpoint, rest: restUrl, environment, range: { ...range }, symbols: [...symbols] });
    else process.stdout.write(`${textOf(endpoint, restUrl, environment, range, symbols)}\n`);
    // The open servers keep the process until it is interrupted.
  });

/** The system's refusal of a port, which its text names; anything else as it is. */
function notListening(error: unknown): unknown {
  if (!(error instanceof Error && "syscall" in error && error.syscall === "listen" && "port" in error)) return error;
  return new BacksightError(
    "BACKSIGHT_USAGE",
    {
      problem: `port ${String(error.port)} can't be listened on: ${reasonOf(error)}.`,
      help: "Name another one; 0 takes a free one.",
    },
    { cause: error },
  );
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
