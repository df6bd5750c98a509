import type { AccountRules } from "./account-rules.ts";
import type { Holding } from "./holding.ts";

/** What a margin is compared with. */
interface MarginedAccount {
  /** Cash plus every position at its mark. */
  readonly equity: number;
  readonly holdings: readonly Holding[];
}

/** Watches an account's maintenance margin. */
export class MarginWatch {
  private readonly account: MarginedAccount;
  private readonly long: number;
  private readonly short: number;
  private called = 0;

  constructor(account: MarginedAccount, { long, short }: Exclude<AccountRules, { kind: "cash" }>) {
    this.account = account;
    this.long = long;
    this.short = short;
  }

  /** Margin calls so far. */
  get calls(): number {
    return this.called;
  }

  /** Equity that the positions ask for at their marks. */
  get required(): number {
    return this.account.holdings.reduce((sum, holding) => sum + this.requiredFor(holding), 0);
  }

  /**
   * Compares equity with what the positions ask for, once all closes of an instant are known.
   *
   * @returns the positions that leave at their next prices: whole ones, the largest first, until what the others ask for is
   * covered; none when nothing is missing, or everything
   */
  mark(): readonly Holding[] {
    const { equity, holdings } = this.account;
    let { required } = this;
    if (equity >= required || equity <= 0) return [];
    this.called++;
    const leaving: Holding[] = [];
    const held = holdings.filter(({ quantity }) => quantity !== 0).sort((a, b) => worthOf(b) - worthOf(a));
    for (const holding of held) {
      if (equity >= required) break;
      leaving.push(holding);
      required -= this.requiredFor(holding);
    }
    return leaving;
  }

  private requiredFor(holding: Holding): number {
    return holding.quantity === 0 ? 0 : (holding.quantity > 0 ? this.long : this.short) * worthOf(holding);
  }
}

function worthOf({ quantity, mark, multiplier }: Holding): number {
  return Math.abs(quantity) * mark * multiplier;
}
