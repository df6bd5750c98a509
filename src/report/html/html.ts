import { visibleText } from "../visible-text.ts";

/** Markup that is safe to write as it is. Made by `html` only, so that nothing from data can pass for it. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What may stand in a template: text and numbers are escaped, markup is not, lists are joined, absent things vanish. */
export type HtmlValue = string | number | Html | null | undefined | readonly HtmlValue[];

/** Template tag: every value that isn't itself `html` is escaped, in text and in quoted attributes alike. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let markup = parts[0]!;
  for (let i = 0; i < values.length; i++) markup += toMarkup(values[i]) + parts[i + 1]!;
  return new Html(markup);
}

/** Text for the inside of an element or of a quoted attribute. Control characters become a visible replacement. */
export function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character]!);
}

/** JSON that can stand inside a `<script>` element: no `<`, and no line ends that only JavaScript knows. */
export function scriptJson(value: unknown): Html {
  const json = JSON.stringify(value) ?? "null";
  return new Html(json.replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

function toMarkup(value: HtmlValue): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Html) return value.markup;
  if (typeof value === "object") return value.map(toMarkup).join("");
  return escapeHtml(String(value));
}
