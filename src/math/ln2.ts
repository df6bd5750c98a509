/** ln 2 in two parts; the first has 32 trailing zero bits, so that an integer below 2^20 times it is exact. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;
// biome-ignore lint/suspicious/noApproximativeNumericConstant: these digits, whatever the engine has
export const LN2 = 0.6931471805599453;
/** 1 / ln 2. */
// biome-ignore lint/suspicious/noApproximativeNumericConstant: these digits, whatever the engine has
export const INV_LN2 = 1.4426950408889634;
