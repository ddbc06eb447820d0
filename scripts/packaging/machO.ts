/**
 * Rewrites the UUID of a program for macOS. Every application of one Electron build has Electron's, and macOS keeps by it who may reach the
 * local network. The layout is that of Apple's `<mach-o/loader.h>` and `<mach-o/fat.h>`.
 */
import { createHash } from 'node:crypto';

const magic64 = 0xfeedfacf;
const fatMagic = 0xcafebabe;
const uuidCommand = 0x1b;
const headerBytes = 32;
const uuidCommandBytes = 24;
const uuidBytes = 16;
const fatHeaderBytes = 8;
const fatEntryBytes = 20;

/**
 * The program with a UUID of its own in each of its architectures, derived from the owner's name and the UUID that was there. So each
 * version of Electron gives another one, and a second build of the same version the same. Throws where there is no UUID.
 */
export function withOwnUuid(program: Uint8Array, owner: string): Uint8Array {
  const changed = Uint8Array.from(program);
  for (const { offset, uuid } of findUuids(program)) changed.set(ownUuid(uuid, owner), offset);
  return changed;
}

/** The UUID of each architecture in the program, with its place. Throws where there is none. */
export function findUuids(program: Uint8Array): { offset: number; uuid: Uint8Array }[] {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  return slicesOf(view).map((start) => {
    const offset = uuidOffset(view, start);
    return { offset, uuid: program.subarray(offset, offset + uuidBytes) };
  });
}

/** Where each architecture begins. */
function slicesOf(view: DataView): number[] {
  if (view.byteLength < fatHeaderBytes || view.getUint32(0) !== fatMagic) return [0];
  return Array.from({ length: view.getUint32(4) }, (_, index) =>
    view.getUint32(fatHeaderBytes + index * fatEntryBytes + 8),
  );
}

function uuidOffset(view: DataView, start: number): number {
  if (view.byteLength < start + headerBytes || view.getUint32(start, true) !== magic64) {
    throw new Error('This is not a 64-bit program for macOS, so it has no UUID to rewrite.');
  }
  const commands = view.getUint32(start + 16, true);
  const end = Math.min(view.byteLength, start + headerBytes + view.getUint32(start + 20, true));
  let at = start + headerBytes;
  for (let left = commands; left > 0 && at + uuidCommandBytes <= end; left -= 1) {
    if (view.getUint32(at, true) === uuidCommand) return at + 8;
    at += Math.max(8, view.getUint32(at + 4, true));
  }
  throw new Error('This program for macOS has no UUID.');
}

/** A UUID of version 8 (RFC 9562, section 5.8), which may come from any digest. */
function ownUuid(original: Uint8Array, owner: string): Uint8Array {
  const digest = createHash('sha256').update(owner).update(original).digest().subarray(0, uuidBytes);
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  return digest;
}
