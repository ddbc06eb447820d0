import {
  environmentColours,
  environmentSchema,
  type Environment,
} from '../../../shared/model/environment.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { withoutDefaults } from '../../../shared/model/withoutDefaults.ts';
import type { JsonFileKind } from './jsonFile.ts';

const defaultsOfVariable = { value: '', secret: null, on: true };

/** Variables as they stand in a file. */
export function writtenVariables(variables: readonly Variable[]): object[] {
  return variables.map(({ name, ...rest }) => {
    const written = withoutDefaults(rest, defaultsOfVariable);
    return { name, ...written };
  });
}

/** 4 MiB: some hundred variables as long as they may be. */
export const largestVariablesFile = { bytes: 4 * 1024 * 1024, text: '4 MiB' } as const;

/** The file of an environment. What is at its default is left out; the value of a secret variable is never in it. */
export const environmentFile: JsonFileKind<Environment> = {
  schema: environmentSchema,
  words: {
    subject: 'An environment is',
    whyNot: (field) =>
      field === 'colour' ? `It must be one of ${environmentColours.join(', ')}.` : undefined,
  },
  largest: largestVariablesFile,
  written({ version, id, name, order, variables, ...options }) {
    return {
      ...{ version, id, name },
      ...(order !== undefined && { order }),
      ...withoutDefaults(options, { colour: 'none' }),
      variables: writtenVariables(variables),
    };
  },
  tooLarge:
    'This environment was not saved: its file would be larger than 4 MiB, and could not be read again. Shorten its values.',
};
