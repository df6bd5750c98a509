/**
 * As `packMask` of signal-bits.ts.
 *
 * @param bytes so many that 64 bars make a word, zeros behind the last bar
 * @returns 0 when a byte is neither 0 nor 1
 */
export function packMask(bytes: usize, words: i32, out: usize): i32 {
  const zero = i8x16.splat(0);
  let seen = zero;
  for (let w = 0; w < words; w++) {
    const at = bytes + (<usize>w << 6);
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    seen = v128.or(seen, v128.or(v128.or(a, b), v128.or(c, d)));
    const low = <u32>i8x16.bitmask(i8x16.ne(a, zero)) | (<u32>i8x16.bitmask(i8x16.ne(b, zero)) << 16);
    const high = <u32>i8x16.bitmask(i8x16.ne(c, zero)) | (<u32>i8x16.bitmask(i8x16.ne(d, zero)) << 16);
    store<u64>(out + (<usize>w << 3), <u64>low | (<u64>high << 32));
  }
  return <i32>!v128.any_true(v128.and(seen, i8x16.splat(-2)));
}
