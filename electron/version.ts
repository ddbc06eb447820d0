import packageJson from '../package.json' with { type: 'json' };

/** The version of this Wirebench. */
export const version: string = packageJson.version;
