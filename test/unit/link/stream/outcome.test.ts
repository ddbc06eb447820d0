import { describe, expect, it } from 'vitest';
import { LinkProblem } from '../../../../electron/engine/base/linkProblem.ts';
import { describeEnd } from '../../../../electron/engine/link/stream/outcome.ts';
import { openStream } from '../../../../electron/engine/link/stream/state.ts';

const failure = (code: string): Error => Object.assign(new Error(code), { code });

describe('how a link ended', () => {
  it.each([
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'tls.certificate'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'tls.certificate'],
    ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', null],
    ['ECONNRESET', null],
  ])('names the option that an alert is about, which comes late under TLS 1.3: %s', (code, field) => {
    const state = { ...openStream('x:1', false, 'secured'), problem: failure(code) };
    expect(describeEnd(state)).toMatchObject({ clean: false, code, field });
  });

  it('keeps the option that a step has named, and names none where there was no TLS', () => {
    const named = new LinkProblem('No.', { code: 'X', field: 'startTls' });
    expect(describeEnd({ ...openStream('x:1', false, 'secured'), problem: named })).toMatchObject({
      field: 'startTls',
    });
    const plain = failure('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');
    expect(describeEnd({ ...openStream('x:1', false, 'plain'), problem: plain })).toMatchObject({
      field: null,
    });
  });
});
