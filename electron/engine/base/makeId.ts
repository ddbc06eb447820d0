import { randomBytes } from 'node:crypto';

/** Crockford's base32 in lower case: the digits and the letters without i, l, o, u. Its order is the order of the characters. */
const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/** 10 digits hold 50 bits: milliseconds until the year 37,648. */
const timeDigits = 10;
/** 16 digits hold 80 bits. */
const randomDigits = 16;

/** A fresh id of 26 characters, sortable by the millisecond in which it was made. */
export function makeId(): string {
  let id = '';
  let time = Date.now();
  for (let count = 0; count < timeDigits; count += 1) {
    id = digitOf(time % 32) + id;
    time = Math.floor(time / 32);
  }
  for (const byte of randomBytes(randomDigits)) id += digitOf(byte % 32);
  return id;
}

function digitOf(value: number): string {
  return digits.charAt(value);
}
