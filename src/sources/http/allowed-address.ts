import { lookup as lookUp } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { isLoopback } from "../net/endpoint.ts";

/** Where no history comes from: this host, link-local (a cloud machine's own secrets), multicast, reserved. */
const FORBIDDEN = new BlockList();
FORBIDDEN.addSubnet("0.0.0.0", 8, "ipv4");
FORBIDDEN.addSubnet("169.254.0.0", 16, "ipv4");
FORBIDDEN.addSubnet("100.100.100.200", 32, "ipv4");
FORBIDDEN.addSubnet("224.0.0.0", 3, "ipv4");
FORBIDDEN.addAddress("::", "ipv6");
FORBIDDEN.addSubnet("fe80::", 10, "ipv6");
FORBIDDEN.addSubnet("fd00:ec2::", 32, "ipv6");
FORBIDDEN.addSubnet("ff00::", 8, "ipv6");

const OWN = new BlockList();
OWN.addSubnet("127.0.0.0", 8, "ipv4");
OWN.addAddress("::1", "ipv6");

/** The code of the error for an address that may not be asked. */
export const FORBIDDEN_ADDRESS = "EFORBIDDENADDRESS";

/**
 * True where a host may be asked at this numeric address. A name of the network that leads to this machine itself is
 * refused like a link-local address: only `localhost` and loopback addresses, written as such, mean this machine.
 */
export function isAllowedAddress(hostname: string, address: string): boolean {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  if (FORBIDDEN.check(address, family)) return false;
  return isLoopback(hostname) || !OWN.check(address, family);
}

/** A host that is written as a number, without the brackets of IPv6; undefined for a name. */
export function numericHost(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return isIP(bare) === 0 ? undefined : bare;
}

/**
 * Name resolution for a connection: the very addresses that are connected to were checked, so that a name can't change
 * between the look and the use.
 */
export function guardedLookup(resolveName: typeof lookUp = lookUp): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, []);
      const bad = found.find(({ address }) => !isAllowedAddress(hostname, address));
      if (bad !== undefined) {
        const refusal = Object.assign(new Error("forbidden address"), { code: FORBIDDEN_ADDRESS });
        return callback(refusal, []);
      }
      if (options.all === true) return callback(null, found);
      const [first] = found;
      callback(null, first!.address, first!.family);
    });
  };
}
