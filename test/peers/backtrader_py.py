"""Runs random cases through backtrader and prints what it filled: python backtrader_py.py <first seed> <count>"""

import json
import sys

import backtrader as bt
import pandas as pd
from random_cases import BARS, levels, named_price, random_case

TRAIL = 0.03


def simplified(case):
    """
    What is left out: the rejection of all cash sent with an order that waits, which happens there when it is sent; the
    bracket of a short sale, whose target is checked there as if it were a purchase; targets under slippage, whose gaps
    slip there below the bar's low; two children of which one trails.
    """
    trails = case["trails"] and case["stopLoss"] is None and case["takeProfit"] is None
    slips = case["order"] != "limit" and case["takeProfit"] is None
    sends_all = case["sendsAllCash"] and case["order"] == "market" and not case["bothSides"]
    return {**case, "trails": trails, "sendsAllCash": sends_all, "slippage": case["slippage"] if slips else 0.0}


def run(case):
    fills = []
    kinds = {"market": bt.Order.Market, "limit": bt.Order.Limit, "stop": bt.Order.Stop}

    class Signals(bt.Strategy):
        def __init__(self):
            self.entry = None
            self.children = []

        def notify_order(self, order):
            if order.status == bt.Order.Completed:
                done = order.executed
                fills.append([len(self) - 1, done.size, done.price, done.comm])

        def enter(self, side, bar):
            stop, target = levels(case, bar, side)
            price = named_price(case, bar, side)
            size = int(self.broker.get_cash() // case["close"][bar]) if case["sendsAllCash"] else 1
            if size <= 0:
                return
            send, protect = (self.buy, self.sell) if side > 0 else (self.sell, self.buy)
            is_alone = stop is None and target is None
            self.entry = send(exectype=kinds[case["order"]], price=price, size=size, transmit=is_alone)
            self.children = []
            if stop is not None:
                stop_order = protect(
                    exectype=bt.Order.Stop, price=stop, size=size, parent=self.entry, transmit=target is None
                )
                self.children.append(stop_order)
            if target is not None:
                target_order = protect(exectype=bt.Order.Limit, price=target, size=size, parent=self.entry)
                self.children.append(target_order)

        def next(self):
            bar = len(self) - 1
            if self.entry is not None and self.entry.alive():
                if case["exits"][bar]:
                    self.cancel(self.entry)
                return
            side = 1 if case["entries"][bar] else -1 if case["shortEntries"][bar] else 0
            held = self.position.size
            if held:
                direction = 1 if held > 0 else -1
                if case["exits" if held > 0 else "shortExits"][bar] or side == -direction:
                    for child in self.children:
                        if child.alive():
                            self.cancel(child)
                    self.close()
                    if side == -direction:
                        self.enter(side, bar)
                elif case["trails"] and not any(child.alive() for child in self.children):
                    leave = self.sell if held > 0 else self.buy
                    self.children = [leave(exectype=bt.Order.StopTrail, trailpercent=TRAIL, size=abs(held))]
            elif side:
                self.enter(side, bar)

    frame = pd.DataFrame(
        {name: case[name] for name in ("open", "high", "low", "close")} | {"volume": 1e6, "openinterest": 0.0},
        index=pd.date_range("2020-01-01", periods=BARS, freq="D"),
    )
    cerebro = bt.Cerebro(stdstats=False)
    cerebro.adddata(bt.feeds.PandasData(dataname=frame))
    cerebro.addstrategy(Signals)
    cerebro.broker.setcash(10_000)
    cerebro.broker.setcommission(commission=case["commission"])
    if case["slippage"]:
        cerebro.broker.set_slippage_perc(
            case["slippage"], slip_open=True, slip_limit=True, slip_match=True, slip_out=False
        )
    cerebro.run()
    return {"fills": fills, "finalEquity": cerebro.broker.getvalue()}


first, count = int(sys.argv[1]), int(sys.argv[2])
for seed in range(first, first + count):
    case = simplified(random_case(seed))
    print(json.dumps({"case": case, "answer": run(case)}))
