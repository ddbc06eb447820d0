import packageJson from '../package.json' with { type: 'json' };

/** Of this Wirebench. */
export const version: string = packageJson.version;
