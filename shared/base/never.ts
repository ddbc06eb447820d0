/** Ends an exhaustive `switch`: a new member of a union does not compile until every switch over it knows it. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${String(value)}`);
}
