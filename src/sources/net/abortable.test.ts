import { expect, it } from "vitest";
import { abortable } from "./abortable.ts";

it("gives what the work gives, or ends when told to", async () => {
  expect(await abortable(Promise.resolve(7), undefined)).toBe(7);
  const controller = new AbortController();
  expect(await abortable(Promise.resolve(7), controller.signal)).toBe(7);
  await expect(abortable(Promise.reject(new TypeError("odd")), controller.signal)).rejects.toThrow("odd");
  const endless = abortable(new Promise(() => {}), controller.signal);
  controller.abort();
  await expect(endless).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
  await expect(abortable(Promise.resolve(7), controller.signal)).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
});
