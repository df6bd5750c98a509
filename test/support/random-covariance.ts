import fc from "fast-check";

/** Positive definite: A Aᵀ + d I of small random A, so that correlations of every kind come up. */
export function covarianceArbitrary(assets: number): fc.Arbitrary<number[][]> {
  const entry = fc.double({ min: -1, max: 1, noNaN: true });
  return fc
    .record({
      rows: fc.array(fc.array(entry, { minLength: assets, maxLength: assets }), {
        minLength: assets,
        maxLength: assets,
      }),
      floor: fc.double({ min: 0.01, max: 1, noNaN: true }),
    })
    .map(({ rows, floor }) =>
      rows.map((a, i) => rows.map((b, j) => a.reduce((sum, value, k) => sum + value * b[k]!, i === j ? floor : 0))),
    );
}

export function vectorArbitrary(length: number, size = 1): fc.Arbitrary<number[]> {
  return fc.array(fc.double({ min: -size, max: size, noNaN: true }), { minLength: length, maxLength: length });
}
