import { formatMoney, formatSignedMoney } from "../format.ts";
import { paidParts, type RunFacts } from "../run-facts.ts";
import { labelRoom, valueAxis } from "./panel.ts";
import { linearScale } from "./scale.ts";
import { emptyScene, type Scene, type SceneNode } from "./scene.ts";
import { niceAxis } from "./ticks.ts";
import { labelled } from "./value-scale.ts";

/** From the result before costs, through each cost, to what is left. */
export function waterfall(facts: RunFacts, { width }: { readonly width: number }): Scene {
  const { gross, net } = facts;
  const title = "From gross to net result";
  if (!Number.isFinite(gross)) return emptyScene(width, title, "The result isn't known.");
  const height = 250;
  const steps = [
    { label: "Gross", from: 0, to: gross, isCost: false },
    ...costSteps(facts),
    { label: "Net", from: 0, to: net, isCost: false },
  ];
  const ends = steps.map(({ to }) => to);
  const axis = niceAxis(Math.min(0, ...ends), Math.max(0, ...ends), 4);
  const high = axis.min < axis.max ? axis.max : 1;
  const ticks = labelled(axis.values, "money");
  const box = { left: labelRoom(ticks.map(({ label }) => label)), right: width - 8, top: 24, bottom: height - 28 };
  const y = linearScale(axis.min, high, box.bottom, box.top);
  const pitch = (box.right - box.left) / steps.length;
  const nodes: SceneNode[] = valueAxis(box, y, ticks);
  steps.forEach(({ label, from, to, isCost }, i) => {
    const x = box.left + i * pitch;
    const upper = Math.min(y.at(from), y.at(to));
    const lower = Math.max(y.at(from), y.at(to));
    const text = isCost ? formatSignedMoney(to - from) : formatMoney(to);
    const isBelow = !isCost && to < 0 && lower + 16 < box.bottom;
    nodes.push(
      {
        kind: "rect",
        style: isCost ? "down" : to < 0 ? "down" : "up",
        x: x + pitch * 0.16,
        y: upper,
        width: pitch * 0.68,
        height: Math.max(1, lower - upper),
        opacity: isCost ? 0.6 : 0.9,
        tip: `${label}: ${text}`,
      },
      { kind: "text", style: "note", x: x + pitch / 2, y: isBelow ? lower + 15 : upper - 6, text, anchor: "middle" },
      { kind: "text", style: "tick-label", x: x + pitch / 2, y: box.bottom + 19, text: label, anchor: "middle" },
    );
    if (i < steps.length - 1) {
      nodes.push({
        kind: "line",
        style: "reference",
        x1: x + pitch * 0.84,
        y1: y.at(to),
        x2: x + pitch * 1.16,
        y2: y.at(to),
      });
    }
  });
  nodes.push({ kind: "line", style: "axis", x1: box.left, y1: y.at(0), x2: box.right, y2: y.at(0) });
  return {
    width,
    height,
    title,
    summary: `Before costs ${formatMoney(gross)}; ${tookText(facts)}; ${formatMoney(net)} is left.`,
    nodes,
  };
}

function costSteps(facts: RunFacts) {
  let left = facts.gross;
  return paidParts(facts).map(([label, money]) => {
    const from = left;
    left -= money;
    return { label, from, to: left, isCost: true };
  });
}

/** "commission took 20.00 and slippage 30.00". */
function tookText(facts: RunFacts): string {
  const [[label, money], ...others] = paidParts(facts) as [
    ReturnType<typeof paidParts>[0],
    ...ReturnType<typeof paidParts>,
  ];
  const rest = others.map(([name, paid]) => `${name.toLowerCase()} ${formatMoney(paid)}`);
  const last = rest.pop()!;
  return `${label.toLowerCase()} took ${[formatMoney(money), ...rest].join(", ")} and ${last}`;
}
