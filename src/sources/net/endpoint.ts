import { BacksightError } from "../../core/errors.ts";

/**
 * The base address of a remote service: https, or plain http to this machine itself, so that no key and no data cross a
 * network unprotected. Without user, password, query or fragment; a path stays.
 *
 * @param name what it is called in the error: "polygon.endpoint"
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function checkEndpoint(name: string, text: string): URL {
  const refuse = (rule: string, value = text) => new BacksightError("BACKSIGHT_ARGUMENT", { name, rule, value });
  const url = URL.parse(text);
  if (url === null) throw refuse("an address such as https://files.example.com");
  if (url.username !== "" || url.password !== "") {
    throw refuse("an address without a user and password", `${url.protocol}//…@${url.host}`);
  }
  if (url.search !== "" || url.hash !== "")
    throw refuse("an address without ? and #", `${url.origin}${url.pathname}?…`);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    throw refuse("an https address (plain http only to this machine itself)");
  }
  return url;
}

/** True for the names and addresses of this machine itself. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
