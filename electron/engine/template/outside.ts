import { formatCount } from '../../../shared/base/quantity.ts';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import type { OutsideProblem } from '../../../shared/template/templateContext.ts';
import { largestResolvedBytes } from '../../../shared/template/template.ts';
import { codeOf } from '../../../shared/base/errors.ts';
import { fileRefusal, readSmallFile } from '../files/files.ts';
import { findWithin, type WithinProblem } from '../files/withinFolder.ts';

type Outside<Value> = Result<Value, OutsideProblem>;

const unavailable = (message: string): Outside<never> => fail({ code: 'unavailable', message });
/** For what may be there later. */
const missing = (message: string): Outside<never> => fail({ code: 'unavailable', message, mayMend: true });

/**
 * Reads the file that `{{$file:path}}` names: a regular file below the folder, of at most 16 MiB, as `findWithin` finds it. Never rejects.
 */
export async function readFileWithin(folder: string, path: string): Promise<Outside<Uint8Array>> {
  try {
    const found = await findWithin(folder, path);
    if (!found.ok) return unavailable(sentences[found.problem](path));
    const bytes = await readSmallFile(found.value, largestResolvedBytes);
    if (bytes !== null) return ok(bytes);
    return unavailable(
      `“${path}” has more than ${formatCount(largestResolvedBytes)} bytes. $file reads smaller files.`,
    );
  } catch (error) {
    if (codeOf(error) === 'ENOENT')
      return missing(
        `There is no file “${path}” in the workspace ${folder}. Correct the path, or put it there.`,
      );
    return missing(fileRefusal(`“${path}” could not be read`, error).message);
  }
}

const sentences: Readonly<Record<WithinProblem, (path: string) => string>> = {
  outside: (path) =>
    `$file reads files of the workspace, and “${path}” is none. Write its path below that folder.`,
  kept: (path) =>
    `$file does not read “${path}”: secrets, recordings and hidden files stay on this machine. Copy what you want to send.`,
  notPlain: (path) =>
    `“${path}” is not a regular file of the workspace, or a link leads to it, so $file does not read it.`,
};

/** The variable of the process's environment that `{{$env:name}}` names. `isAllowed`: a person has agreed that it is used. */
export function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
  isAllowed: boolean,
): Outside<string> {
  if (!isAllowed) {
    const message = `“${name}” of the environment that Wirebench was started in may not be used by this workspace yet. If what is sent may contain it, allow it, here or under Variables (Alt V): for this folder, on this machine.`;
    return fail({ code: 'consent', message, allows: name });
  }
  const value = environment[name];
  return value === undefined
    ? unavailable(
        `The environment that Wirebench was started in has no variable “${name}”. Set it, and start again.`,
      )
    : ok(value);
}
