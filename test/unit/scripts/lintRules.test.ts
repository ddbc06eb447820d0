import { RuleTester } from 'oxlint/plugins-dev';
import { describe, it } from 'vitest';
import { abortListener } from '../../../scripts/lintRules.ts';

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
