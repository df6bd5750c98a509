import { simulatePanelEvents } from "../../src/engine/event/simulate-events.ts";
import { compositeBars } from "../../src/market/composite-bars.ts";
import type { Panel } from "../../src/market/panel.ts";
import type { EventCallbacks, EventProgram } from "../../src/strategy/event-strategy.ts";
import type { SimulationSettings } from "../../src/trading/simulation-settings.ts";
import { plainSettings } from "./intraday-simulation.ts";

export type PanelCallbacks = EventCallbacks<unknown, {}, { n: number }>;

/** Runs callbacks over several instruments that share 1,000 of cash, without costs unless given. */
export function drivePanel(panel: Panel, callbacks: PanelCallbacks, given: Partial<SimulationSettings> = {}) {
  const program = {
    strategy: "driven",
    params: {},
    columns: new Map(),
    schedule: null,
    callbacks: callbacks as EventProgram["callbacks"],
    state: () => ({ n: 0 }),
  };
  const { bars, ...settings } = plainSettings(panel.instruments[0]!);
  const programs = panel.instruments.map(() => program);
  return simulatePanelEvents({ ...settings, ...given, panel, programs, axis: compositeBars(panel) });
}
