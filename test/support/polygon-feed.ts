import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";

/** The vendor's live feed on this machine, for the length of a test. */
export interface FeedServer {
  readonly url: string;
  /** What clients sent, in order: [action, params]. */
  readonly asked: (readonly [string, string])[];
  /** To all clients that were let in. */
  send(messages: readonly unknown[] | string): void;
  /** Cuts every connection, without a farewell. */
  cut(): void;
  /** Resolves when so many messages have come in all. */
  heard(count: number): Promise<void>;
}

/** @param answerToAuth the status that a client gets for its key */
export async function serveFeed(key: string, answerToAuth = "auth_success"): Promise<FeedServer> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const asked: (readonly [string, string])[] = [];
  const inside = new Set<WebSocket>();
  let onHeard = () => {};
  const status = (text: string, message: string) => JSON.stringify([{ ev: "status", status: text, message }]);
  server.on("connection", (client) => {
    client.send(status("connected", "Connected Successfully"));
    client.on("close", () => inside.delete(client));
    client.on("message", (data) => {
      const { action, params } = JSON.parse(String(data)) as { action: string; params: string };
      asked.push([action, params]);
      if (action !== "auth") {
        for (const channel of params.split(",")) client.send(status("success", `${action}d to: ${channel}`));
      } else if (params !== key) client.send(status("auth_failed", `no such key: ${params}`));
      else {
        if (answerToAuth === "auth_success") inside.add(client);
        client.send(status(answerToAuth, "authenticated"));
      }
      onHeard();
    });
  });
  const cut = () => {
    for (const client of server.clients) client.terminate();
  };
  onTestFinished(() => {
    cut();
    server.close();
  });
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/stocks`,
    asked,
    send(messages) {
      for (const client of inside) client.send(typeof messages === "string" ? messages : JSON.stringify(messages));
    },
    cut,
    async heard(count) {
      while (asked.length < count) {
        await new Promise<void>((resolve) => {
          onHeard = resolve;
        });
      }
    },
  };
}
