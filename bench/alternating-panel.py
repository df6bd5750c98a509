"""vectorbt on a panel of alternating signals: python alternating-panel.py <closes> <rows> <columns> <rounds>"""

import json
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
import vectorbt as vbt  # noqa: E402

path, rows, columns, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
close = np.fromfile(path).reshape(columns, rows).T.copy()
entries = np.zeros((rows, columns), dtype=bool)
entries[::2] = True
exits = ~entries


def run():
    return vbt.Portfolio.from_signals(close, entries, exits, init_cash=10_000, fees=0.001, slippage=0.0005, freq="D")


finals = run().final_value()
times = []
for _ in range(rounds):
    begun = time.perf_counter()
    run()
    simulated = time.perf_counter()
    portfolio = run()
    measured = [portfolio.final_value(), portfolio.sharpe_ratio(), portfolio.max_drawdown(), portfolio.trades.win_rate()]
    done = time.perf_counter()
    times.append([(simulated - begun) * 1000, (done - simulated) * 1000])
print(json.dumps({"finals": list(map(float, finals)), "simulated": float(np.median([t[0] for t in times])), "measured": float(np.median([t[1] for t in times]))}))
