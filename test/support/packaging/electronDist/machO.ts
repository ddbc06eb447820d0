/** Programs for macOS that run nothing: the headers of `<mach-o/loader.h>` and `<mach-o/fat.h>`, as far as a UUID goes. */

/** CPU types and the load commands around the UUID, as `<mach/machine.h>` and `<mach-o/loader.h>` number them. */
const cpuTypes = { x64: 0x01000007, arm64: 0x0100000c } as const;
const segmentCommand = 0x19;
const uuidCommand = 0x1b;
const buildVersionCommand = 0x32;

/** The UUID that every one of them has, as all applications of one Electron do. */
export const sharedUuid = Uint8Array.from({ length: 16 }, (_, at) => 0x10 + at);

/** A program for one processor, with a UUID among other commands, or without one. */
export function makeMachO(arch: keyof typeof cpuTypes, uuid: Uint8Array | null = sharedUuid): Buffer {
  const commands = [
    command(segmentCommand, Buffer.alloc(64)),
    ...(uuid === null ? [] : [command(uuidCommand, uuid)]),
    command(buildVersionCommand, Buffer.alloc(16)),
  ];
  const header = Buffer.alloc(32);
  const size = commands.reduce((sum, { length }) => sum + length, 0);
  const fields = [0xfeedfacf, cpuTypes[arch], 0, 2, commands.length, size, 0x85, 0];
  fields.forEach((field, index) => header.writeUInt32LE(field, index * 4));
  return Buffer.concat([header, ...commands, Buffer.from('code')]);
}

/** A program for several processors. */
export function makeFatMachO(...slices: readonly Buffer[]): Buffer {
  const alignment = 4096;
  const header = Buffer.alloc(alignment);
  header.writeUInt32BE(0xcafebabe, 0);
  header.writeUInt32BE(slices.length, 4);
  const bodies = slices.map((slice, index) => {
    const entry = 8 + index * 20;
    header.writeUInt32BE(slice.readUInt32LE(4), entry);
    header.writeUInt32BE(alignment * (index + 1), entry + 8);
    header.writeUInt32BE(slice.length, entry + 12);
    return Buffer.concat([slice, Buffer.alloc(alignment - slice.length)]);
  });
  return Buffer.concat([header, ...bodies]);
}

function command(kind: number, body: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(kind, 0);
  header.writeUInt32LE(8 + body.length, 4);
  return Buffer.concat([header, body]);
}
