"""Random prices, signals and settings, alike for every program that runs them; numbers only from the seed."""

import numpy as np

BARS = 60


def random_case(seed):
    random = np.random.default_rng(seed)
    close = 100 * np.exp(np.cumsum(random.normal(0, 0.02, BARS)))
    open_ = np.r_[100, close[:-1]] * np.exp(random.normal(0, 0.008, BARS))
    high = np.maximum(open_, close) * np.exp(np.abs(random.normal(0, 0.01, BARS)))
    low = np.minimum(open_, close) * np.exp(-np.abs(random.normal(0, 0.01, BARS)))
    often = float(random.choice([0.1, 0.3]))
    masks = {name: random.random(BARS) < often for name in ("entries", "exits", "shortEntries", "shortExits")}
    for mask in masks.values():
        mask[0] = mask[-1] = False
    clashing = {name: masks[name].tolist() for name in ("entries", "shortEntries")}
    masks["shortEntries"] &= ~masks["entries"]
    # No entry together with its own exit; nothing in the first and last bar, where some programs don't ask.
    masks["entries"] &= ~masks["exits"]
    masks["shortEntries"] &= ~masks["shortExits"]
    order = str(random.choice(["market", "limit", "stop"]))
    case = {
        "seed": seed,
        "open": np.round(open_, 2).tolist(),
        "high": np.round(high, 2).tolist(),
        "low": np.round(low, 2).tolist(),
        "close": np.round(close, 2).tolist(),
        **{name: mask.tolist() for name, mask in masks.items()},
        "clashing": clashing,
        "order": order,
        "away": float(random.choice([0.003, 0.01])),
        "bothSides": bool(random.integers(2)) and order == "market",
        "stopLoss": [None, 0.02, 0.05][random.integers(3)],
        "takeProfit": [None, 0.02, 0.05][random.integers(3)],
        "commission": float(random.choice([0, 0.001, 0.01])),
        "slippage": float(random.choice([0, 0.002])),
        "sendsAllCash": bool(random.integers(2)),
        "fillsAtClose": bool(random.integers(2)) and order == "market",
        "trails": bool(random.integers(2)),
    }
    if not case["bothSides"]:
        case["shortEntries"] = case["shortExits"] = case["clashing"]["shortEntries"] = [False] * BARS
    return case


def named_price(case, bar, side):
    """What a limit or stop entry waits for; None at market."""
    if case["order"] == "market":
        return None
    return case["close"][bar] * (1 + (side if case["order"] == "stop" else -side) * case["away"])


def levels(case, bar, side):
    """Stop and target of an entry."""
    base = named_price(case, bar, side) or case["close"][bar]
    stop, target = case["stopLoss"], case["takeProfit"]
    return (None if stop is None else base * (1 - side * stop), None if target is None else base * (1 + side * target))
