import { unsignedOf } from './numberReadings.ts';
import { fixedReading, noValue, valueOf, type ByteReading, type ReadValue } from './reading.ts';

/** A time stamp of eight bytes in network byte order: seconds since 1900, and a fraction of 32 bits; RFC 5905, section 6. */
const ntp = fixedReading(
  'NTP',
  8,
  (view) => {
    const stamp = unsignedOf(view, 8, false);
    // The same section: zero stands for an unknown time.
    if (stamp === 0n) return noValue('unknown time');
    const seconds = stamp >> 32n;
    // RFC 4330, section 3: with the highest bit clear it counts from 2036, where the seconds begin again.
    const era = seconds < 2n ** 31n ? 2n ** 32n : 0n;
    const nanoseconds = ((stamp & 0xffff_ffffn) * 1_000_000_000n) >> 32n;
    return timeOf(8, seconds + era - 2_208_988_800n, nanoseconds, 9);
  },
  { hasOrder: false },
);

/** Time stamps of several origins, as times in UTC. */
export const timeReadings: readonly ByteReading[] = [
  fixedReading('Unix s', 4, (view, littleEndian) => timeOf(4, unsignedOf(view, 4, littleEndian), 0n, 0)),
  fixedReading('Unix ms', 8, (view, littleEndian) => {
    const since1970 = view.getBigInt64(0, littleEndian);
    const milliseconds = ((since1970 % 1000n) + 1000n) % 1000n;
    return timeOf(8, (since1970 - milliseconds) / 1000n, milliseconds, 3);
  }),
  ntp,
  // [MS-DTYP], section 2.3.3: in 100 ns since 1601.
  fixedReading('FILETIME', 8, (view, littleEndian) => {
    const ticks = unsignedOf(view, 8, littleEndian);
    return timeOf(8, ticks / 10_000_000n - 11_644_473_600n, ticks % 10_000_000n, 7);
  }),
];

/** A time of the years 1 to 9999, in ISO 8601. `fraction` has so many digits after the second. */
function timeOf(width: number, since1970: bigint, fraction: bigint, digits: number): ReadValue {
  const date = new Date(Number(since1970) * 1000);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return noValue('not in the years 1 to 9999');
  const decimals = digits === 0 ? '' : `.${String(fraction).padStart(digits, '0')}`;
  return valueOf(width, `${date.toISOString().slice(0, 19)}${decimals}Z`);
}
