import { describe, expect, it, onTestFinished } from "vitest";
import { projectFolder } from "../../test/support/project-folder.ts";
import { dateOfDay } from "../market/calendar/calendar.ts";
import { Secret } from "../platform/secrets/secret.ts";
import { type RestBar, restMarketOf } from "../sources/polygon/emulator/rest/rest-market.ts";
import { startPolygonRest } from "../sources/polygon/emulator/rest/start-polygon-rest.ts";
import { loadBars } from "./load-bars.ts";
import type { VendorSettings } from "./vendor-settings.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The last minute of each hour from Sunday's evening on 2024-01-07 to Friday's on the 12th; its close counts hours. */
const START = Date.UTC(2024, 0, 7, 22);
const HOURS = 5 * 24;

function bars(): RestBar[] {
  return Array.from({ length: HOURS }, (_, i) => {
    const c = 100 + i;
    return { t: START + i * HOUR + 59 * MINUTE, o: c, h: c, l: c, c, v: 1, n: 1 };
  });
}

async function open(): Promise<VendorSettings> {
  const folder = projectFolder();
  const rest = await startPolygonRest({
    market: restMarketOf({ minuteBars: new Map([["C:EURUSD", bars()]]) }),
    keys: ["canary-of-forex"],
  });
  onTestFinished(() => rest.close());
  const findKey = async (name: string) => (name === "MASSIVE_API_KEY" ? new Secret("canary-of-forex") : null);
  return { cacheFolder: folder, polygon: { restUrl: rest.url, plan: "advanced", findKey } };
}

describe("prices of currencies", () => {
  it("follow the week of currencies: days end at 17:00 New York, 260 a year", async () => {
    const vendors = await open();
    const days = await loadBars("polygon:C:EURUSD@1d?from=2024-01-08&to=2024-01-12", { vendors });
    expect(days.calendar).toMatchObject({ id: "24x5", sessionsPerYear: 260 });
    expect(days.instrument).toMatchObject({ symbol: "C:EUR-USD", currency: "USD" });
    expect([...days.session].map(dateOfDay)).toEqual(["08", "09", "10", "11", "12"].map((day) => `2024-01-${day}`));
    // 17:00 in New York is 22:00 UTC in January: each day has 24 of the hours.
    expect([...days.close]).toEqual([123, 147, 171, 195, 219]);
    expect([...days.open]).toEqual([100, 124, 148, 172, 196]);
    const [time, closeTime] = [days.time[1]!, days.closeTime[1]!].map((at) => new Date(at).toISOString());
    expect([time, closeTime]).toEqual(["2024-01-08T22:00:00.000Z", "2024-01-09T22:00:00.000Z"]);
  });

  it("take a session's date for its evening before, and cover it once", async () => {
    const vendors = await open();
    const tuesday = await loadBars("polygon:C:EUR-USD@1h?from=2024-01-09&to=2024-01-09", { vendors });
    expect([tuesday.length, tuesday.close[0], tuesday.close.at(-1)]).toEqual([24, 124, 147]);
    const offline = await loadBars("polygon:C:EURUSD@1h?from=2024-01-09&to=2024-01-09&offline=true", { vendors });
    expect(offline.close).toEqual(tuesday.close);
  });
});
