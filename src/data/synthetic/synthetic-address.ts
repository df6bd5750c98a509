import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import { dateOfDay } from "../../market/calendar/calendar.ts";
import {
  checkModel,
  resolveSyntheticOptions,
  SYNTHETIC_DEFAULTS,
  type SyntheticOptions,
  type SyntheticSettings,
} from "./synthetic-options.ts";

const SCHEME = "synthetic:";

type Key = keyof typeof SYNTHETIC_DEFAULTS;
const KEYS = Object.keys(SYNTHETIC_DEFAULTS) as readonly Key[];

/**
 * Reads `synthetic:gbm?seed=7&bars=98280&timeframe=1m`: the model, then any of seed, bars, timeframe, start,
 * initialPrice, annualVolatility, annualDrift (both also as `20%`), calendar, symbol and currency. The result holds what the
 * address names, checked; defaults stay open.
 *
 * @throws {BacksightError} BACKSIGHT_DATA_URI for another scheme, a missing model or value, a value that is no
 * number, a key given twice; BACKSIGHT_OPTION_UNKNOWN for a model, key or calendar that doesn't exist; the errors of
 * `resolveSyntheticOptions` for values out of range
 */
export function parseSyntheticAddress(uri: string): SyntheticOptions {
  if (!uri.startsWith(SCHEME)) throw badAddress(uri, `it doesn't start with ${SCHEME}`);
  const [name = "", query, ...rest] = uri.slice(SCHEME.length).split("?");
  if (name === "") throw badAddress(uri, "it names no model, such as gbm or market");
  if (rest.length > 0) throw badAddress(uri, "it has more than one ?");
  const values = new Map<Key, string>();
  for (const part of query === undefined || query === "" ? [] : query.split("&")) {
    const [key, value] = readPart(uri, part);
    if (values.has(key)) throw badAddress(uri, `it gives ${key} twice`);
    values.set(key, value);
  }
  const options: SyntheticOptions = Object.assign(
    { model: checkModel(name) },
    ...Array.from(values, ([key, value]) => ({ [key]: readValue(uri, key, value) })),
  );
  resolveSyntheticOptions(options);
  return options;
}

/** The address of these settings: model, seed, bars and timeframe always, the others where they aren't the default. */
export function syntheticAddress(settings: SyntheticSettings): string {
  const texts: Record<Key, string> = {
    seed: String(settings.seed),
    bars: String(settings.bars),
    timeframe: settings.timeframe.label,
    start: dateOfDay(settings.start),
    initialPrice: String(settings.initialPrice),
    annualVolatility: String(settings.annualVolatility),
    annualDrift: String(settings.annualDrift),
    calendar: settings.calendar.id,
    symbol: encodeURIComponent(settings.symbol),
    currency: encodeURIComponent(settings.currency),
  };
  const shown = KEYS.filter((key, i) => i < 3 || texts[key] !== String(SYNTHETIC_DEFAULTS[key]));
  return `${SCHEME}${settings.model}?${shown.map((key) => `${key}=${texts[key]}`).join("&")}`;
}

function readPart(uri: string, part: string): [Key, string] {
  const equals = part.indexOf("=");
  const name = equals < 0 ? part : part.slice(0, equals);
  const key = KEYS.find((known) => known === name);
  if (key === undefined) {
    throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
      kind: "option of a synthetic market",
      name,
      hint: didYouMean(name, KEYS),
      known: KEYS.join(", "),
    });
  }
  const text = equals < 0 ? "" : part.slice(equals + 1);
  if (text === "") throw badAddress(uri, `${key} has no value`);
  try {
    return [key, decodeURIComponent(text.replace(/%$/, "%25"))];
  } catch (error) {
    throw badAddress(uri, `${key} isn't percent-encoded text`, error);
  }
}

function readValue(uri: string, key: Key, text: string): unknown {
  if (typeof SYNTHETIC_DEFAULTS[key] === "string") return text;
  const isFraction = key === "annualVolatility" || key === "annualDrift";
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%?)$/i.exec(text);
  if (match === null || (match[2] === "%" && !isFraction))
    throw badAddress(uri, `${key} must be a number, was ${text}`);
  return match[2] === "%" ? Number(match[1]) / 100 : Number(match[1]);
}

function badAddress(uri: string, reason: string, cause?: unknown): BacksightError {
  return new BacksightError("BACKSIGHT_DATA_URI", { uri, reason }, { cause });
}
