import { policyHash } from "../hash-base64.ts";
import { REPORT_SCRIPT } from "../report-script.generated.ts";
import { Html, html, scriptJson } from "./html.ts";
import { pageCss } from "./page-style.ts";

/** What a page is made of. */
export interface PageParts {
  readonly title: string;
  readonly generator: string;
  readonly header: Html;
  readonly main: Html;
  readonly footer: string;
  /** For the page's script: what its cursors read out. */
  readonly data: unknown;
}

/**
 * One HTML page that needs nothing else: no network, no other file; it reads well without its script and on paper. Its
 * content security policy allows exactly its own style sheet and script, by hash. The same parts give the same bytes.
 */
export function htmlPage({ title, generator, header, main, footer, data }: PageParts): string {
  const css = pageCss();
  const policy = [
    "default-src 'none'",
    `style-src '${policyHash(css)}'`,
    `script-src '${policyHash(REPORT_SCRIPT)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${generator}">
<title>${title}</title>
<style>${new Html(css)}</style>
<script>${new Html(REPORT_SCRIPT)}</script>
</head>
<body>
<div class="page">
${header}
<main>
${main}
</main>
<footer>${footer}</footer>
</div>
<script type="application/json" id="run-data">${scriptJson(data)}</script>
</body>
</html>
`;
  return page.markup;
}
