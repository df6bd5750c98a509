/** The files that `backsight init` writes. */

export const CONFIG_TEMPLATE = `# Backsight: settings of this project. A flag on the command line comes before this file.
data:
  # What --data is when it isn't given. These prices are synthetic: no market ever traded at them.
  source: "csv:data/synthetic-daily.csv?symbol=SYN&synthetic=true"
  cache_dir: ./data/cache
  max_cache_size_gb: 100

backtesting:
  # What <strategy> is when it isn't given.
  strategy: ./strategies/my-strategy.ts
  initial_capital: 100000
  commission: 0.001        # of the traded money, each side
  slippage_model: fixed
  slippage_rate: 0.0005    # of the price, each fill

optimization:
  walk_forward: { train_periods: 252, test_periods: 63, step_size: 21 }

# Limits act only when they are configured.
# risk: { max_position_size: 0.1, max_portfolio_heat: 0.06, stop_loss: 0.02 }
`;

export const STRATEGY_TEMPLATE = `import { crossedAbove, crossedBelow, defineStrategy, int, sma } from "backsight";

export default defineStrategy({
  name: "my-strategy",
  description: "Long while a fast average is above a slow one",
  params: {
    fast: int(20, { min: 2, max: 100, step: 2 }),
    slow: int(100, { min: 5, max: 400, step: 5 }),
  },
  where: (p) => p.fast < p.slow,
  requiredHistory: (p) => p.slow,
  signals({ close }, p) {
    const fast = sma(close, p.fast);
    const slow = sma(close, p.slow);
    return { entries: crossedAbove(fast, slow), exits: crossedBelow(fast, slow), plot: { fast, slow } };
  },
});
`;

export const TSCONFIG_TEMPLATE = `${JSON.stringify(
  {
    compilerOptions: {
      target: "es2024",
      module: "nodenext",
      strict: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      erasableSyntaxOnly: true,
      verbatimModuleSyntax: true,
      skipLibCheck: true,
    },
  },
  null,
  2,
)}
`;

export const GITIGNORE_TEMPLATE = `node_modules/
.backsight/
data/cache/
.env
`;

export const ENV_TEMPLATE = `# Copy to .env and fill in; .env is ignored by git. Nothing here is needed for files and synthetic prices.
# POLYGON_API_KEY=
# POLYGON_S3_ACCESS_KEY_ID=
# POLYGON_S3_SECRET_ACCESS_KEY=
`;
