import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { askHidden, canAsk } from "./hidden-prompt.ts";

function terminal(isTTY = true) {
  const shown: string[] = [];
  const raw: boolean[] = [];
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: (on: boolean) => raw.push(on) });
  return { input, output: { write: (text: string) => shown.push(text) }, shown, raw };
}

describe("askHidden", () => {
  it("takes a line, with corrections, and shows nothing of it", async () => {
    const at = terminal();
    const answer = askHidden("Value: ", "the value", "", at);
    at.input.write("cana");
    at.input.write("ryx\u007f é😀\b!\r");
    expect(await answer).toBe("canary é!");
    expect([at.shown, at.raw]).toEqual([
      ["Value: ", "\n"],
      [true, false],
    ]);
    const second = askHidden("Again: ", "the value", "", at);
    at.input.write("two\n");
    expect(await second).toBe("two");
  });

  it.each(["abc\u0003", "\u0004"])("stops at %j and leaves the terminal as it was", async (keys) => {
    const at = terminal();
    const answer = askHidden("Value: ", "the value", "", at);
    at.input.write(keys);
    await expect(answer).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
    expect(at.raw).toEqual([true, false]);
  });

  it("doesn't ask where there is no terminal", async () => {
    const at = terminal(false);
    expect(canAsk(at)).toBe(false);
    await expect(askHidden("Value: ", "the value", "Pipe it in.", at)).rejects.toMatchObject({
      code: "BACKSIGHT_SECRET_PROMPT",
      message: "the value can't be asked for: standard input isn't a terminal. Pipe it in.",
    });
    expect(at.shown).toEqual([]);
  });
});
