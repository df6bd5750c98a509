import type { ErrorEntry } from "./error-entry.ts";

/** Vendors, downloads and the cache. */
export const REMOTE_ERRORS = {
  BACKSIGHT_NETWORK: { message: "no usable answer from {host}: {reason}.", fix: "{advice}", exit: 1 },
  BACKSIGHT_REMOTE_FAILED: { message: "{host} failed on {what}: {reason}.", fix: "{advice}", exit: 1 },
  BACKSIGHT_REMOTE_KEY: { message: "{host} refuses the {key}: {reason}.", fix: "{advice}", exit: 1 },
  BACKSIGHT_REMOTE_PLAN: { message: "{host} doesn't give {what} to this account.", fix: "{advice}", exit: 1 },
  BACKSIGHT_REMOTE_WINDOW: {
    message: "{host} gives this account no {what} of {date}.{known}",
    fix: "Ask for a later start, or change the plan.",
    exit: 1,
  },
  BACKSIGHT_REMOTE_RATE: {
    message: "{host} refused {what} {tries} times: too many requests for this key.",
    fix: "Run it again in a minute, name the plan so that requests are spaced, and stop other programs that use the key.",
    exit: 1,
  },
  BACKSIGHT_REMOTE_CLOCK: {
    message: "{host} refuses the request: this machine's clock is more than 15 minutes off.",
    fix: "Set the clock and run it again.",
    exit: 1,
  },
  BACKSIGHT_REMOTE_ABSENT: { message: "{host} has no {what}.", fix: "{advice}", exit: 1 },
  BACKSIGHT_REMOTE_REPLACED: {
    message: "{what} was replaced on {host} since it was listed.",
    fix: "Run it again: the new one is fetched from its beginning.",
    exit: 1,
  },
  BACKSIGHT_REMOTE_DAMAGED: {
    message: "{what} came damaged from {host}: {reason}.",
    fix: "Run it again; nothing of it was kept.",
    exit: 1,
  },

  BACKSIGHT_SOURCE_ANSWER: {
    message: "{source} answered nonsense for {series}: {problem}.",
    fix: "Nothing of that answer was kept; report it to whoever keeps the source.",
    exit: 1,
  },
  BACKSIGHT_CACHE_OFFLINE: {
    message: "offline, and the cache holds no {series} for {missing}.",
    fix: "Fetch it once with the network: {command}",
    exit: 1,
  },
  BACKSIGHT_CACHE_SEALED: {
    message: "the cached file {path} is encrypted, and {reason}.",
    fix: "Set data.encrypt: true in config.yaml and keep the key that encrypted it (BACKSIGHT_DATA_KEY in `backsight keys ls`); without that key remove the cache folder, and its data is fetched again.",
    exit: 1,
  },
  BACKSIGHT_CACHE_DAMAGED: {
    message: "the cached file {path} is damaged: {reason}.",
    fix: "Run `backsight data check --repair` with the network: it is set aside and fetched again.",
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
