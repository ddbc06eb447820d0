/** The number with the fewest decimal digits that is read back as this number of 32 bits; IEEE 754, binary32. */
export function shortestFloat32(value: number): number {
  return shortest(value, 9, (near) => Math.fround(near) === value);
}

/** The same for a number of 16 bits (binary16), given as its bits. */
export function shortestHalf(bits: number): number {
  const value = halfOf(bits);
  return shortest(value, 5, (near) => isNearest(bits, near));
}

/** The value of 16 bits: a sign, five bits of an exponent, ten of a fraction. */
function halfOf(bits: number): number {
  const isFinite = (bits & 0x7c00) !== 0x7c00;
  if (isFinite) return finiteHalf(bits);
  return (bits & 0x3ff) === 0 ? Math.sign(finiteHalf(bits)) * Infinity : NaN;
}

/** The same as if the largest exponent were one like the others, as for the number that would follow the largest. */
function finiteHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (0x400 + fraction) * 2 ** (exponent - 25);
}

/** Whether no other number of 16 bits is as near to a number as the one with these bits, which is finite and not zero. */
function isNearest(bits: number, near: number): boolean {
  const distance = Math.abs(near - finiteHalf(bits));
  return distance < Math.abs(near - finiteHalf(bits - 1)) && distance < Math.abs(near - finiteHalf(bits + 1));
}

/** A double nearby with as few decimal digits as `isSame` allows; with `most` digits it always does. */
function shortest(value: number, most: number, isSame: (near: number) => boolean): number {
  if (!Number.isFinite(value) || value === 0) return value;
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  for (let digits = 1; digits < most; digits += 1) {
    const near = Number(value.toPrecision(digits));
    if (isSame(near)) return near;
    // At a power of two there is more room on the side away from zero: there the second nearest may do.
    const unit = Math.sign(value) * 10 ** (magnitude - digits + 1);
    const beyond = Number((near + unit).toPrecision(digits));
    if (isSame(beyond)) return beyond;
  }
  return Number(value.toPrecision(most));
}
