import { fail } from '../../../shared/base/result.ts';
import type { Clock } from '../base/deps.ts';
import { Templates } from '../template/templates.ts';

const nothing = fail({
  code: 'unavailable',
  message: 'There is no workspace here to take it from.',
} as const);

/** Templates without variables, files and environment: only the other functions stand for something. */
export function noTemplates(clock: Clock): Templates {
  return new Templates([], {
    clock,
    environment: () => Promise.resolve(nothing),
    file: () => Promise.resolve(nothing),
  });
}
