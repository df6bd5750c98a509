/** C0 and C1 controls except tab and line ends, and the marks that turn the direction of the text around them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text from data as a reader may see it: what would steer a terminal or turn text around becomes U+FFFD. */
export function visibleText(text: string): string {
  return text.replace(CONTROL, "\ufffd");
}

/** The same on one line: every run of white space, line ends too, becomes one space. */
export function visibleLine(text: string): string {
  return visibleText(text).replace(/\s+/g, " ").trim();
}
