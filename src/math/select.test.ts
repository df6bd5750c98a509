import fc from "fast-check";
import { expect, it } from "vitest";
import { select } from "./select.ts";

it("selects what filter does", () =>
  fc.assert(
    fc.property(fc.float64Array(), fc.func(fc.boolean()), (values, keep) => {
      expect(select(values, keep)).toEqual(values.filter((_, i) => keep(i)));
    }),
  ));
