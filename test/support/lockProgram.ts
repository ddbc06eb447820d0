/**
 * A program that locks a workspace as Wirebench does, and tells in one line what came of it: `held`, `read-only`, `in use` and the rest of
 * the sentence. Holds what it has until its input ends.
 */
import { messageOf } from '../../shared/base/errors.ts';
import { holdWorkspace } from './holdWorkspace.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const lock = await holdWorkspace(process.argv[2] ?? '', {
    log: { warn: (sentence) => void process.stderr.write(`${sentence}\n`) },
  });
  say(lock.readOnly === null ? 'held' : `read-only: ${lock.readOnly}`);
  for await (const _ of process.stdin);
  await lock.release();
} catch (error) {
  say(messageOf(error));
}
