import type { Command } from "commander";

/** Adds limits of the account, and stops that every position gets; `none` takes back what the configuration says. */
export function addRiskOptions(command: Command): Command {
  return command
    .option("--max-position-size <fraction>", "what one position may be worth, of equity (no limit)")
    .option("--max-portfolio-heat <fraction>", "what may be lost if all positions went to their stops (no limit)")
    .option("--max-gross-exposure <fraction>", "what all positions may be worth (no limit)")
    .option("--max-net-exposure <fraction>", "what longs and shorts may differ by (no limit)")
    .option("--max-sector-exposure <fraction>", "what the positions of one sector may be worth (no limit)")
    .option("--max-leverage <times>", "gross exposure at which an order is refused whole (no limit)")
    .option("--max-concentration <share>", "what the five largest positions may be worth; 60%:3 of three (no limit)")
    .option("--max-correlation <number>", "with any position held, over 60 bars; 0.8:120 over 120 (no limit)")
    .option("--max-daily-loss <fraction>", "in one session; then nothing is entered in it (no limit)")
    .option("--max-drawdown <fraction>", "below the highest equity; then nothing is entered (no limit)")
    .option("--max-var <fraction>", "value at risk of a bar, at 95% over 250; 2%:99%:500 (no limit)")
    .option("--max-cvar <fraction>", "expected shortfall of a bar, likewise (no limit)")
    .option("--max-turnover <fraction>", "money traded in one session, of equity (no limit)")
    .option("--sectors <list>", "of the sector limit: AAPL=technology,XOM=energy (each symbol its own)")
    .option("--on-breach <action>", "of daily loss and drawdown: halt, or flatten at the next open (halt)")
    .option("--time-stop <bars>", "leave at the open so many bars after the entry's (never)")
    .option("--break-even <gain>", "move the stop to the entry once 2% is gained; 0.2%@2% a bit beyond it (never)");
}
