/** True for lists of the same items in the same order; objects are the same when they are one object. */
export function isSameList<Item>(left: readonly Item[], right: readonly Item[]): boolean {
  return left.length === right.length && left.every((item, at) => Object.is(item, right[at]));
}
