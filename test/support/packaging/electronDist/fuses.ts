/** How Electron's program marks its fuses: this text, a version, how many there are, and one character for each. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As they are in a fresh Electron: `1` on, `0` off. */
const fresh = '1011001011';

/** The fuses by their place in the program. */
const fuseNames = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'nodeCliInspect',
  'embeddedAsarIntegrity',
  'onlyLoadAppFromAsar',
  'browserV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;

/** What stands in a program of a fresh Electron, in Latin-1. */
export const freshFuses = `${fuseSentinel}\u0001${String.fromCharCode(fresh.length)}${fresh}`;

/** Whether each fuse of a program is on. */
export function readFuses(program: Buffer): Record<string, boolean> {
  const at = program.indexOf(fuseSentinel, 0, 'latin1') + fuseSentinel.length + 2;
  const wire = program.toString('latin1', at, at + fuseNames.length);
  return Object.fromEntries(fuseNames.map((name, index) => [name, wire[index] === '1']));
}
