"""Runs random cases through vectorbt and prints what it ordered: python vectorbt_py.py <first seed> <count>"""

import json
import sys
import warnings

import numpy as np
import pandas as pd
from random_cases import BARS, random_case

warnings.filterwarnings("ignore")
import vectorbt as vbt  # noqa: E402


def simplified(case):
    """Orders at market at the close, stops as fractions: what `from_signals` has. A stop trails or stands, signals clash."""
    return {**case, **case["clashing"], "order": "market", "fillsAtClose": True, "sendsAllCash": True}


def run(case):
    index = pd.date_range("2020-01-01", periods=BARS, freq="D")
    column = {name: pd.Series(case[name], index=index) for name in ("open", "high", "low", "close")}
    mask = {name: pd.Series(case[name], index=index) for name in ("entries", "exits", "shortEntries", "shortExits")}
    shorts = {"short_entries": mask["shortEntries"], "short_exits": mask["shortExits"]} if case["bothSides"] else {}
    portfolio = vbt.Portfolio.from_signals(
        column["close"],
        mask["entries"],
        mask["exits"],
        **shorts,
        open=column["open"],
        high=column["high"],
        low=column["low"],
        sl_stop=np.nan if case["stopLoss"] is None else case["stopLoss"],
        sl_trail=case["trails"],
        tp_stop=np.nan if case["takeProfit"] is None else case["takeProfit"],
        fees=case["commission"],
        slippage=case["slippage"],
        init_cash=10_000,
        freq="1D",
    )
    records = portfolio.orders.records
    fills = [
        [int(one.idx), float(one.size) * (1 if one.side == 0 else -1), float(one.price), float(one.fees)]
        for one in records.itertuples()
    ]
    return {"fills": fills, "finalEquity": float(portfolio.final_value())}


first, count = int(sys.argv[1]), int(sys.argv[2])
for seed in range(first, first + count):
    case = simplified(random_case(seed))
    print(json.dumps({"case": case, "answer": run(case)}))
