import { endpointOptions } from '../../shared/command/wirebenchOptions.ts';
import type { ReadTemplates } from '../engine/session/readTemplates.ts';
import { parseCount, parseTime } from './commandLine.ts';
import type { CommandEndpoint } from './endpoints.ts';
import { messageOptions, textOptionNames } from './messages.ts';
import { variableOptions } from './variables.ts';

/** The options that `connect` and `listen` have in common, for `parseCommandLine`. */
export const commonOptions = {
  ...endpointOptions,
  ...messageOptions,
  ...textOptionNames,
  ...variableOptions,
  until: { type: 'string' },
  for: { type: 'string' },
  save: { type: 'string' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean' },
  full: { type: 'boolean' },
} as const;

/** The common options that say when to end and where the output goes, as they were written. */
interface CommonValues {
  readonly until?: string | undefined;
  readonly for?: string | undefined;
  readonly save?: string | undefined;
  readonly 'key-log'?: string | undefined;
  readonly 'save-ca'?: string | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly full?: boolean | undefined;
}

export function readCommonOptions(
  values: CommonValues,
): Pick<SessionOptions, 'until' | 'forMs' | 'save' | 'keyLog' | 'saveCa' | 'json' | 'full' | 'isQuiet'> {
  return {
    until: parseCount('--until', values.until),
    forMs: parseTime('--for', values.for),
    save: values.save,
    keyLog: values['key-log'],
    saveCa: values['save-ca'],
    json: values.json ?? false,
    full: values.full ?? false,
    isQuiet: values.quiet ?? false,
  };
}

/** What a session of the command line opens, and when it ends. */
export interface SessionOptions extends CommandEndpoint {
  readonly event: 'open' | 'listening';
  /** What applies to greetings and opening messages when they are sent. */
  readonly renew: ReadTemplates;
  /** As it was asked for; for a server, the real address is used instead. */
  readonly url: string;
  /** Ends after this many received payloads. */
  readonly until: number | null;
  /** Ends this long after it opened. */
  readonly forMs: number | null;
  readonly save: string | undefined;
  /** Where the TLS secrets go, and the certificate of the authority that was made. */
  readonly keyLog: string | undefined;
  readonly saveCa: string | undefined;
  readonly json: boolean;
  /** Prints all bytes of a record, not the first 64. */
  readonly full: boolean;
  /** Prints the beginning and the end, but no records: a recording should not wait for a terminal. */
  readonly isQuiet: boolean;
}
