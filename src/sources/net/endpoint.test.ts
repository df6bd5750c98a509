import { expect, it } from "vitest";
import { checkEndpoint } from "./endpoint.ts";

it.each(["https://files.example.com", "http://127.0.0.1:8090", "http://localhost:1/base", "http://[::1]:80"])(
  "takes %s",
  (text) => {
    expect(checkEndpoint("polygon.endpoint", text).href).toBe(new URL(text).href);
  },
);

it.each([
  ["files.example.com", "an address such as https://files.example.com"],
  ["http://files.example.com", "an https address"],
  ["http://127.0.0.1.example.com", "an https address"],
  ["ftp://127.0.0.1", "an https address"],
  ["https://files.example.com/?key=hush", "an address without ? and #"],
  ["https://me:hush@files.example.com", "an address without a user and password"],
])("refuses %s", (text, rule) => {
  let message = "";
  try {
    checkEndpoint("polygon.endpoint", text);
  } catch (error) {
    expect(error).toMatchObject({ code: "BACKSIGHT_ARGUMENT" });
    message = String(error);
  }
  expect(message).toContain(`polygon.endpoint must be ${rule}`);
  expect(message).not.toContain("hush");
});
