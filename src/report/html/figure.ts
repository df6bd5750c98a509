import type { Scene } from "../charts/scene.ts";
import { renderSvg } from "../charts/svg.ts";
import { Html, html } from "./html.ts";

/** Pixels that a picture is drawn for: beside a desk, on a telephone, and as one of two side by side. */
const WIDE = 1100;
const NARROW = 370;
export const HALF = 530;

/** Draws a picture for a width in pixels. */
export type DrawScene = (width: number) => Scene;

/**
 * A chart in its card: drawn once wide and once narrow, of which the style sheet shows one; its summary as caption.
 * Charts with rows or dots to follow get what the page's script needs for its cursor.
 *
 * @param below what the picture says in numbers
 */
export function chartCard(heading: string, draw: DrawScene, below: Html | null = null): Html {
  const wide = draw(WIDE);
  if (wide.isEmpty)
    return html`<section class="card"><h2>${heading}</h2><p class="muted">${wide.summary}</p></section>`;
  const narrow = draw(NARROW);
  const canFollow = wide.cursor !== undefined || wide.points !== undefined;
  return html`<figure class="card"${canFollow ? html` data-figure` : null}><h2>${heading}</h2>${
    canFollow ? html`<output class="readout" aria-live="polite"></output>` : null
  }<div class="follow">${plot(wide, "wide")}${plot(narrow, "narrow")}</div><figcaption>${wide.summary}</figcaption>${below}</figure>`;
}

/** Two smaller pictures of one matter side by side; one below the other on a telephone. */
export function chartPair(heading: string, draws: readonly [DrawScene, DrawScene]): Html {
  return html`<section class="card"><h2>${heading}</h2><div class="two">${draws.map((draw) => {
    const { title, summary, isEmpty } = draw(HALF);
    if (isEmpty) return html`<div><h3>${title}</h3><p class="muted">${summary}</p></div>`;
    return html`<figure><h3>${title}</h3>${plots(draw, HALF)}<figcaption>${summary}</figcaption></figure>`;
  })}</div></section>`;
}

/** A picture without a card, `width` pixels wide beside a desk. */
export function plots(draw: DrawScene, width: number): Html {
  return html`${plot(draw(width), "wide")}${plot(draw(NARROW), "narrow")}`;
}

function plot(scene: Scene, variant: "wide" | "narrow"): Html {
  const cursor = scene.cursor === undefined ? null : html` data-cursor="${JSON.stringify(scene.cursor)}"`;
  const points = scene.points === undefined ? null : html` data-points="${JSON.stringify(scene.points)}"`;
  return html`<div class="plot ${variant}"${cursor}${points}>${new Html(renderSvg(scene))}</div>`;
}
