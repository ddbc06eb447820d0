import { addressReadings } from './addressReadings.ts';
import { characterReading } from './characterReading.ts';
import { digitReadings, floatReadings, integerReadings } from './numberReadings.ts';
import type { ByteReading } from './reading.ts';
import { timeReadings } from './timeReadings.ts';
import { varintReadings } from './varintReadings.ts';

interface ReadingGroup {
  readonly name: string;
  readonly readings: readonly ByteReading[];
}

/** Everything that bytes are read as, in groups that belong together. */
export const byteReadings: readonly ReadingGroup[] = [
  { name: 'Whole numbers', readings: integerReadings },
  { name: 'Floating-point numbers', readings: floatReadings },
  { name: 'Digits and characters', readings: [...digitReadings, characterReading] },
  { name: 'Variable-length numbers', readings: varintReadings },
  { name: 'Times', readings: timeReadings },
  { name: 'Identifiers and addresses', readings: addressReadings },
];
