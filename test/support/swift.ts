import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROGRAMS = [
  "swift-ring-builder",
  "swift-object-server",
  "swift-container-server",
  "swift-account-server",
  "swift-proxy-server",
  "memcached",
];

/** Whether OpenStack Swift with its S3 face stands on this machine (Debian: swift-proxy, -account, -container, -object, memcached), and this user may run it. */
export const hasSwift: boolean =
  process.platform === "linux" &&
  process.geteuid?.() === 0 &&
  existsSync("/etc/swift/swift.conf") &&
  PROGRAMS.every((name) => spawnSync("which", [name]).status === 0);

export interface Swift {
  readonly endpoint: string;
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string };
  stop(): void;
}

const TYPES = ["object", "container", "account"] as const;

/** Starts Swift with one disk in a folder of its own, as an S3 endpoint on 127.0.0.1 with one account. */
export async function startSwift(): Promise<Swift> {
  const folder = mkdtempSync(join(tmpdir(), "backsight-swift-"));
  const etc = join(folder, "etc");
  mkdirSync(etc);
  mkdirSync(join(folder, "srv", "d1"), { recursive: true });
  const [memcachePort = 0, proxyPort = 0, ...serverPorts] = await freePorts(2 + TYPES.length);
  const children: ChildProcess[] = [];
  const stop = () => {
    for (const child of children) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  const start = (program: string, args: readonly string[]) => {
    children.push(spawn(program, args, { stdio: "ignore" }));
  };
  TYPES.forEach((type, i) => {
    const builder = join(etc, `${type}.builder`);
    run("swift-ring-builder", [builder, "create", "4", "1", "1"]);
    run("swift-ring-builder", [builder, "add", `r1z1-127.0.0.1:${serverPorts[i]}/d1`, "1"]);
    run("swift-ring-builder", [builder, "rebalance"]);
    writeFileSync(join(etc, `${type}-server.conf`), serverConf(type, serverPorts[i]!, folder));
  });
  writeFileSync(join(etc, "proxy-server.conf"), proxyConf(proxyPort, memcachePort, folder));
  start("memcached", ["-u", "nobody", "-l", "127.0.0.1", "-p", String(memcachePort)]);
  for (const type of [...TYPES, "proxy"]) start(`swift-${type}-server`, [join(etc, `${type}-server.conf`)]);
  const endpoint = `http://127.0.0.1:${proxyPort}`;
  try {
    await answers(`${endpoint}/healthcheck`);
  } catch (error) {
    stop();
    throw error;
  }
  return { endpoint, keys: { accessKeyId: "test:tester", secretAccessKey: "testing" }, stop };
}

function serverConf(type: string, port: number, folder: string): string {
  return `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
user = root
swift_dir = ${folder}/etc
devices = ${folder}/srv
mount_check = false
[pipeline:main]
pipeline = ${type}-server
[app:${type}-server]
use = egg:swift#${type}
`;
}

const FILTERS =
  "catch_errors gatekeeper healthcheck proxy-logging cache listing_formats bulk tempurl s3api tempauth slo dlo versioned_writes";

function proxyConf(port: number, memcachePort: number, folder: string): string {
  const settings: Readonly<Record<string, string>> = {
    "proxy-logging": "use = egg:swift#proxy_logging",
    cache: `use = egg:swift#memcache\nmemcache_servers = 127.0.0.1:${memcachePort}`,
    s3api: "use = egg:swift#s3api\nlocation = us-east-1",
    tempauth: "use = egg:swift#tempauth\nuser_test_tester = testing .admin",
  };
  const filters = FILTERS.split(" ").map((name) => `[filter:${name}]\n${settings[name] ?? `use = egg:swift#${name}`}`);
  return `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
user = root
swift_dir = ${folder}/etc
[pipeline:main]
pipeline = ${FILTERS} proxy-logging proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
${filters.join("\n")}
`;
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr, stdout } = spawnSync(program, args, { encoding: "utf8" });
  // The ring builder ends with 1 for a warning.
  if (status !== 0 && status !== 1) throw new Error(`${program} ${args.join(" ")}: ${stdout}${stderr}`);
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

async function answers(url: string): Promise<void> {
  for (let i = 0; i < 300; i++) {
    const isUp = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nobody answers at ${url}`);
}
