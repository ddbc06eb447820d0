import {
  environmentColours,
  environmentSchema,
  type Environment,
} from '../../../shared/model/environment.ts';
import { withoutDefaults } from '../../../shared/model/withoutDefaults.ts';
import type { JsonFileKind } from './jsonFile.ts';

const defaultsOfVariable = { value: '', secret: null, on: true };

/** The file of an environment. What is at its default is left out; the value of a secret variable is never in it. */
export const environmentFile: JsonFileKind<Environment> = {
  schema: environmentSchema,
  words: {
    subject: 'An environment is',
    whyNot: (field) =>
      field === 'colour' ? `It must be one of ${environmentColours.join(', ')}.` : undefined,
  },
  /** 4 MiB: some hundred variables as long as they may be. */
  largest: { bytes: 4 * 1024 * 1024, text: '4 MiB' },
  written({ version, id, name, variables, ...options }) {
    return {
      ...{ version, id, name },
      ...withoutDefaults(options, { colour: 'none' }),
      variables: variables.map(({ name: variable, ...rest }) => ({
        name: variable,
        ...withoutDefaults(rest, defaultsOfVariable),
      })),
    };
  },
  tooLarge:
    'This environment was not saved: its file would be larger than 4 MiB, and could not be read again. Shorten its values.',
};
