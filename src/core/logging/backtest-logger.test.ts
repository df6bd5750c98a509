import { describe, expect, it } from "vitest";
import { type BacktestEvent, BacktestLogger, type LOG_LEVELS, readLogLevel, silentLogger } from "./backtest-logger.ts";

describe("BacktestLogger", () => {
  const events: BacktestEvent[] = [];
  const logger = (level: (typeof LOG_LEVELS)[number]) => {
    events.length = 0;
    return new BacktestLogger(
      level,
      (event) => events.push(event),
      () => 0,
      { run: "r1" },
    );
  };

  it.each([
    ["silent", []],
    ["error", ["error"]],
    ["warn", ["error", "warn"]],
    ["info", ["error", "warn", "info"]],
    ["debug", ["error", "warn", "info", "debug"]],
  ] as const)("at level %s passes on %o", (level, expected) => {
    const log = logger(level);
    for (const name of ["error", "warn", "info", "debug"] as const) log[name]("something");
    expect(events.map((event) => event.level)).toEqual(expected);
  });

  it("gives time, level, event and the fields of logger and call", () => {
    logger("info").with({ symbol: "SPY" }).info("data.loaded", { bars: 3 });
    expect(events).toEqual([
      { time: "1970-01-01T00:00:00.000Z", level: "info", event: "data.loaded", run: "r1", symbol: "SPY", bars: 3 },
    ]);
  });

  it("never passes on what its name calls a secret", () => {
    logger("info").info("keys.read", { apiKey: "canary-1", Authorization: "canary-2", user: "me" });
    expect(JSON.stringify(events)).not.toContain("canary");
    expect(events[0]).toMatchObject({ apiKey: "[redacted]", user: "me" });
  });

  it("can't have its time, level or event overwritten by a field", () => {
    logger("info").info("a", { event: "b", level: "error", time: "never" });
    expect(events[0]).toMatchObject({ event: "a", level: "info", time: "1970-01-01T00:00:00.000Z" });
  });

  it("silentLogger tells nobody, and an unknown level is named with its neighbour", () => {
    silentLogger.error("x");
    expect(() => readLogLevel("inof")).toThrow('Did you mean "info"?');
    expect(readLogLevel("debug")).toBe("debug");
  });
});
