/** Two lines beside each other; null where one text has no such line. */
interface LinePair {
  readonly left: string | null;
  readonly right: string | null;
  readonly isSame: boolean;
}

/** 4,000,000 pairs of lines, some 2,000 lines each: 20 ms. Larger texts are compared line by line. */
const mostPairs = 4_000_000;

/** The lines of two texts beside each other, so that as many as possible are the same. */
export function lineDiff(leftText: string, rightText: string): LinePair[] {
  const left = leftText.split('\n');
  const right = rightText.split('\n');
  if (left.length * right.length > mostPairs) return beside(left, right);
  const width = right.length + 1;
  const common = commonLengths(left, right, width);
  const pairs: LinePair[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const settle = (): void => {
    pairs.push(...beside(removed, added));
    removed = [];
    added = [];
  };
  for (let i = 0, j = 0; i < left.length || j < right.length;) {
    const [one, other] = [left[i], right[j]];
    if (one !== undefined && one === other) {
      settle();
      pairs.push({ left: one, right: one, isSame: true });
      i += 1;
      j += 1;
    } else if (
      other === undefined ||
      (one !== undefined && at(common, (i + 1) * width + j) >= at(common, i * width + j + 1))
    ) {
      removed.push(one ?? '');
      i += 1;
    } else {
      added.push(other);
      j += 1;
    }
  }
  settle();
  return pairs;
}

/** How many lines the rest from `i` and the rest from `j` have in common, at `i * width + j`. */
function commonLengths(left: readonly string[], right: readonly string[], width: number): Uint16Array {
  const common = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const below = (i + 1) * width;
      common[i * width + j] =
        left[i] === right[j]
          ? at(common, below + j + 1) + 1
          : Math.max(at(common, below + j), at(common, i * width + j + 1));
    }
  }
  return common;
}

function at(numbers: Uint16Array, index: number): number {
  return numbers[index] ?? 0;
}

function beside(left: readonly string[], right: readonly string[]): LinePair[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => {
    const [one, other] = [left[index] ?? null, right[index] ?? null];
    return { left: one, right: other, isSame: one === other };
  });
}
