import { BacksightError } from "../../core/errors.ts";
import { isLoopback } from "../net/endpoint.ts";

/** Query parameters that are keys wherever they are used. */
const KEYS =
  /^(x-amz-(signature|credential|security-token)|x-goog-(signature|credential)|signature|sig|(access_?|auth_?)?token|api_?key|key|password|secret)$/i;

/**
 * The address of a file on the web: https, or http to this machine; with a query, but without user, password and
 * anything that is a key, because the address is stored with every run.
 *
 * @throws {BacksightError} BACKSIGHT_DATA_URI
 */
export function readRemoteAddress(text: string): URL {
  const url = URL.parse(text);
  const shown = url === null ? text : shownAddress(url);
  const refuse = (reason: string): never => {
    throw new BacksightError("BACKSIGHT_DATA_URI", { uri: shown, reason });
  };
  if (url === null || url.hostname === "") return refuse("it is no address such as https://example.com/prices.csv");
  if (url.username !== "" || url.password !== "") return refuse("a user and password aren't stored with runs");
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    return refuse("plain http reaches this machine itself only: write https");
  }
  const key = [...url.searchParams.keys()].find((name) => KEYS.test(name));
  if (key !== undefined) {
    return refuse(
      `its ${key} is a key, and addresses are stored with runs: download the file and name it by csv: or parquet:`,
    );
  }
  return url;
}

/** For messages: without user, password and query. */
export function shownAddress(url: URL): string {
  return `${url.origin}${url.pathname}${url.search === "" ? "" : "?…"}`;
}
