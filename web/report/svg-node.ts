const SVG = "http://www.w3.org/2000/svg";

/** An SVG element with attributes. */
export function svgNode<K extends "g" | "line" | "circle">(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
): SVGElementTagNameMap[K] {
  const node = document.createElementNS(SVG, name);
  setAttributes(node, attributes);
  return node;
}

/** Sets several attributes. */
export function setAttributes(node: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
}

/** A pointer's place in the picture's units. */
export function positionIn(
  svg: SVGSVGElement,
  { clientX, clientY }: PointerEvent,
): { readonly x: number; readonly y: number } {
  const frame = svg.getBoundingClientRect();
  const scale = svg.viewBox.baseVal.width / frame.width;
  return { x: (clientX - frame.left) * scale, y: (clientY - frame.top) * scale };
}
