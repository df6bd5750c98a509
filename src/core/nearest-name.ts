/**
 * The known name that a mistyped one most probably meant: smallest edit distance (insert, delete, replace, swap of
 * neighbours), case ignored; where nothing is near (more than a third of the letters differ, at least one may), the
 * shortest name that begins with its three letters or more, or else has them inside. Undefined when there is none.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? nameAround(name.toLowerCase(), [...known]);
}

/** The shortest of the names that begin with a text, or else of those that have it inside. */
function nameAround(text: string, known: readonly string[]): string | undefined {
  if (text.length < FEWEST_LETTERS) return undefined;
  const places = known.map((one) => one.toLowerCase().indexOf(text));
  const shortest = (names: readonly string[]) => names.toSorted((a, b) => a.length - b.length)[0];
  return shortest(known.filter((_, k) => places[k] === 0)) ?? shortest(known.filter((_, k) => places[k]! > 0));
}

const FEWEST_LETTERS = 3;

/** ` Did you mean "x"?` or nothing, ready to stand behind an error message. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
}

/** Optimal string alignment distance (Damerau–Levenshtein without repeated edits of one place). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
