import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { z } from 'zod';

/** As `IMAGE_OPTIONAL_HEADER` counts them. */
const subsystems = { graphical: 2, console: 3 } as const;
const english = { lang: 0x0409, codepage: 1200 };

/** What a program for Windows says of itself. */
export interface WindowsProgram {
  readonly subsystem: keyof typeof subsystems | 'other';
  /** Of its properties. */
  readonly strings: Readonly<Record<string, string>>;
  /** Its resources by type and id, such as `10/NODE_SEA_BLOB`. */
  readonly resources: ReadonlyMap<string, Buffer>;
}

/** A program that runs nothing, with a version and with text at its end, in Latin-1. */
export function makeWindowsStandIn(subsystem: keyof typeof subsystems, text: string): Buffer {
  const program = NtExecutable.createEmpty(false, false);
  program.newHeader.optionalHeader.subsystem = subsystems[subsystem];
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues(english, { ProductName: 'Stand-in' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  program.setExtraData(Buffer.from(text, 'latin1'));
  return Buffer.from(program.generate());
}

/** Reads a program. */
export function readWindowsProgram(bytes: Uint8Array): WindowsProgram {
  const program = NtExecutable.from(Uint8Array.from(bytes).buffer);
  const { entries } = NtExecutableResource.from(program);
  const [version] = Resource.VersionInfo.fromEntries(entries);
  const { subsystem } = program.newHeader.optionalHeader;
  return {
    subsystem:
      subsystem === subsystems.graphical
        ? 'graphical'
        : subsystem === subsystems.console
          ? 'console'
          : 'other',
    strings: z.record(z.string(), z.string()).parse(version?.getStringValues(english) ?? {}),
    resources: new Map(entries.map(({ type, id, bin }) => [`${type}/${id}`, Buffer.from(bin)])),
  };
}
