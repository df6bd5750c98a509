import { secretsOfEnvironment } from "./secret-names.ts";

const SHOWN = "[secret]";

/** Shorter values stand in ordinary words too often. */
const SHORTEST = 4;

/** Every form under which a known secret might be written. */
const forms = new Set<string>();
/** Any of them, longer ones first: one pass, so that what stands for one secret is never searched for another. */
let anyForm: RegExp | null = null;
let hasReadEnvironment = false;

/** From now on `redact` takes this value, and its usual encodings, out of every text. */
export function keepOutOfSight(value: string): void {
  if (value.length < SHORTEST) return;
  for (const form of formsOf(value)) forms.add(form);
  anyForm = null;
}

/**
 * The text without known secrets: those of this process's environment, and every one that was made a `Secret`, as they
 * are, as JSON, URL-encoded, in Base64 (at any offset of a longer text) and in hexadecimal. What a text itself calls a
 * key (`apiKey=…`, `Authorization: Bearer …`) goes too.
 */
export function redact(text: string): string {
  if (!hasReadEnvironment) {
    hasReadEnvironment = true;
    for (const value of secretsOfEnvironment(process.env)) keepOutOfSight(value);
  }
  anyForm ??= patternOf(forms);
  return text.replace(anyForm, SHOWN).replace(NAMED, `$1${SHOWN}`).replace(BEARER, `$1${SHOWN}`);
}

/** A parameter of an address, or an assignment, whose name says that its value is a secret. */
const NAMED =
  /\b((?:\w*[-_])?(?:api[-_]?key|access[-_]?key(?:[-_]?id)?|secret(?:[-_]?(?:access[-_]?)?key)?|(?:access[-_]?)?token|password|passphrase)=)(?!\[secret\])[^\s&"'`,;)\\]+/gi;
const BEARER = /\b((?:Bearer|Basic)\s+)(?!\[secret\])[\w.~+/=-]{8,}/g;

/** True for a text with a parameter whose name says that its value is a secret: "polygon:SPY?apiKey=…". */
export function namesSecret(text: string): boolean {
  return text.search(NAMED) >= 0;
}

/**
 * True for a text that is most probably a vendor's key: a UUID, or 24 and more letters and digits in a row, of both kinds
 * and with most of them different.
 */
export function looksLikeKey(text: string): boolean {
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)) return true;
  if (!/^[\w+=-]{24,}$/.test(text) || !/\d/.test(text) || !/[A-Za-z]/.test(text)) return false;
  return new Set(text).size >= 12;
}

/** Matches what is one of the texts; nothing where there are none. */
function patternOf(texts: ReadonlySet<string>): RegExp {
  const longestFirst = [...texts].sort((a, b) => b.length - a.length);
  return texts.size === 0 ? /(?!)/g : new RegExp(longestFirst.map(literally).join("|"), "g");
}

/** A text as a pattern that matches it alone. */
function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function formsOf(value: string): string[] {
  const bytes = Buffer.from(value, "utf8");
  const escaped = JSON.stringify(value).slice(1, -1);
  const all = [
    value,
    escaped,
    JSON.stringify(escaped).slice(1, -1),
    encodeURIComponent(value.toWellFormed()),
    new URLSearchParams({ a: value }).toString().slice(2),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    ...[0, 1, 2].flatMap((offset) => base64Within(bytes, offset)),
  ];
  return all.filter((form) => form.length >= SHORTEST);
}

/** The Base64 letters that these bytes alone decide when they begin `offset` bytes after a multiple of three. */
function base64Within(bytes: Buffer, offset: number): string[] {
  const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor((padded.length * 8) / 6);
  const text = padded.toString("base64").slice(first, last);
  if (text.length < 8) return [];
  return [text, text.replaceAll("+", "-").replaceAll("/", "_")];
}
