import { countCrc32, forwardCrc16, reflectedCrc, type CrcCount } from '../crc.ts';

/** A sum of bytes that come one piece after the other. */
interface RunningSum {
  readonly add: (bytes: Uint8Array) => void;
  /** The sum of what was added so far, as `0x` and hex digits, all that it has. */
  readonly text: () => string;
}

interface Checksum {
  readonly name: string;
  readonly start: () => RunningSum;
}

/** The checksums that are common on the wire. CRCs are named as in the catalogue of parametrised CRC algorithms (reveng.sourceforge.io). */
export const checksums: readonly Checksum[] = [
  crc('CRC-32', 32, countCrc32, { initial: 0xffff_ffff, finalXor: 0xffff_ffff }),
  crc('CRC-32C', 32, reflectedCrc(0x82f6_3b78), { initial: 0xffff_ffff, finalXor: 0xffff_ffff }),
  crc('CRC-16/MODBUS', 16, reflectedCrc(0xa001), { initial: 0xffff }),
  crc('CRC-16/KERMIT', 16, reflectedCrc(0x8408)),
  crc('CRC-16/XMODEM', 16, forwardCrc16(0x1021)),
  crc('CRC-16/IBM-3740', 16, forwardCrc16(0x1021), { initial: 0xffff }),
  { name: 'Internet checksum', start: internetChecksum },
  folded('Sum-8', (sum, byte) => (sum + byte) & 0xff),
  folded('XOR-8', (sum, byte) => sum ^ byte),
];

/** The register begins with `initial`, and is combined with `finalXor` at the end; both are 0 unless told. */
function crc(
  name: string,
  bits: 16 | 32,
  count: CrcCount,
  { initial = 0, finalXor = 0 }: { readonly initial?: number; readonly finalXor?: number } = {},
): Checksum {
  const start = (): RunningSum => {
    let register = initial | 0;
    return {
      add: (bytes) => (register = count(bytes, 0, bytes.length, register)),
      text: () => hexOf((register ^ finalXor) >>> 0, bits),
    };
  };
  return { name, start };
}

/** The complement of the ones’ complement sum of 16-bit words, the last one filled with a zero byte; RFC 1071. */
function internetChecksum(): RunningSum {
  let sum = 0;
  let isOdd = false;
  return {
    add: (bytes) => {
      for (const byte of bytes) {
        sum += isOdd ? byte : byte * 256;
        isOdd = !isOdd;
      }
    },
    text: () => {
      let carried = sum;
      while (carried > 0xffff) carried = (carried % 0x1_0000) + Math.floor(carried / 0x1_0000);
      return hexOf(0xffff - carried, 16);
    },
  };
}

/** A sum of eight bits. */
function folded(name: string, fold: (sum: number, byte: number) => number): Checksum {
  const start = (): RunningSum => {
    let sum = 0;
    return { add: (bytes) => (sum = bytes.reduce(fold, sum)), text: () => hexOf(sum, 8) };
  };
  return { name, start };
}

function hexOf(value: number, bits: number): string {
  return `0x${value.toString(16).padStart(bits / 4, '0')}`;
}
