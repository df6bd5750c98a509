import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface RestServer {
  readonly url: string;
  /** Path and query of each request. */
  readonly asked: readonly string[];
}

/** A server on this machine for the length of a test. */
export async function serve(answer: RequestListener): Promise<RestServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** A server that gives every request the same answer. */
export function serveText(status: number, text: string, headers: Readonly<Record<string, string>> = {}) {
  return serve((_, response) => response.writeHead(status, headers).end(text));
}

/** A port of this machine where nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
