import { RuleTester } from 'oxlint/plugins-dev';
import { describe, it } from 'vitest';
import { abortListener, pluralByHand } from '../../../scripts/lintRules.ts';

RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('a listener of abort that is written by hand', abortListener, {
  valid: [
    'onAbort(signal, end);',
    "target.addEventListener('message', heard, { signal });",
    "socket.once('close', ended); socket.on('error', failed);",
    'signal.removeEventListener(event, end);',
  ],
  invalid: [
    { code: "signal.addEventListener('abort', end);", errors: 1 },
    { code: "signal?.addEventListener('abort', end, { once: true });", errors: 1 },
    { code: "await once(signal, 'abort');", errors: 1 },
    { code: "events.once(signal, 'abort');", errors: 1 },
    { code: 'signal.onabort = end;', errors: 1 },
  ],
});

new RuleTester().run('a plural that is chosen by hand', pluralByHand, {
  valid: [
    "formatCounted(count, 'chunk');",
    "const start = count === 1 ? 'A' : 'a';",
    "const list = names.length === 1 ? names[0] : 'names';",
    "const direction = number === 2 ? 'chunk' : 'chunks';",
  ],
  invalid: [
    { code: "const what = count === 1 ? 'chunk' : 'chunks';", errors: 1 },
    { code: "const what = count === 1 ? 'match' : 'matches';", errors: 1 },
    { code: "const be = count === 1 ? 'was' : 'were';", errors: 1 },
    { code: "const end = count === 1 ? '' : 's';", errors: 1 },
  ],
});
