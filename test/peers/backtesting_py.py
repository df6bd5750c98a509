"""Runs random cases through backtesting.py and prints what it traded: python backtesting_py.py <first seed> <count>"""

import json
import sys
import warnings

import pandas as pd
from random_cases import BARS, levels, named_price, random_case

warnings.filterwarnings("ignore")
from backtesting import Backtest, Strategy  # noqa: E402


def run(case):
    class Signals(Strategy):
        def init(self):
            pass

        def next(self):
            bar = len(self.data) - 1
            waiting = [order for order in self.orders if not order.is_contingent]
            if waiting:
                if case["exits"][bar]:
                    for order in waiting:
                        order.cancel()
                return
            side = 1 if case["entries"][bar] else -1 if case["shortEntries"][bar] else 0
            if self.position:
                held = 1 if self.position.is_long else -1
                if case["exits" if held > 0 else "shortExits"][bar] or side == -held:
                    self.position.close()
                if side != -held:
                    return
            if side == 0:
                return
            price = named_price(case, bar, side)
            stop, target = levels(case, bar, side)
            send = self.buy if side > 0 else self.sell
            send(**({} if price is None else {case["order"]: price}), sl=stop, tp=target)

    frame = pd.DataFrame(
        {name.capitalize(): case[name] for name in ("open", "high", "low", "close")} | {"Volume": 1e6},
        index=pd.date_range("2020-01-01", periods=BARS, freq="D"),
    )
    test = Backtest(
        frame,
        Signals,
        cash=10_000,
        commission=case["commission"],
        trade_on_close=case["fillsAtClose"],
        finalize_trades=True,
    )
    result = test.run()
    trades = [
        [int(one.EntryBar), int(one.ExitBar), float(one.EntryPrice), float(one.ExitPrice), int(one.Size), float(one.PnL)]
        for one in result._trades.itertuples()
    ]
    return {"trades": sorted(trades), "finalEquity": float(result["Equity Final [$]"])}


first, count = int(sys.argv[1]), int(sys.argv[2])
for seed in range(first, first + count):
    case = random_case(seed)
    print(json.dumps({"case": case, "answer": run(case)}))
