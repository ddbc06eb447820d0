import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeRetry, mayHeal, retryDelayMs } from '../../../electron/engine/session/reconnectPlan.ts';
import { noFacts } from '../../../shared/model/facts.ts';
import { reconnectSchema } from '../../../shared/model/reconnectOptions.ts';
import { connectingFacts as connecting, tlsFacts as tls } from '../../support/sampleFacts.ts';

describe('how long is waited for the next attempt', () => {
  const options = fc
    .record({
      attempts: fc.option(fc.integer({ min: 1, max: 1000 })),
      firstDelayMs: fc.integer({ min: 10, max: 3_600_000 }),
      longestDelayMs: fc.integer({ min: 10, max: 3_600_000 }),
    })
    .map((given) => reconnectSchema.parse({ enabled: true, ...given }));
  const retryTiming = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it('is twice as long each time up to the longest, less up to a half at random', () => {
    fc.assert(
      fc.property(options, fc.integer({ min: 1, max: 2000 }), retryTiming, (reconnect, failures, random) => {
        const delayMs = retryDelayMs(reconnect, failures, random);
        const { attempts, firstDelayMs, longestDelayMs } = reconnect;
        const isOver = attempts !== null && failures > attempts;
        expect(delayMs === null).toBe(isOver);
        if (delayMs === null) return;
        const whole = Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - 1));
        expect(delayMs).toBeLessThanOrEqual(whole);
        expect(delayMs).toBeGreaterThanOrEqual(Math.floor(whole / 2));
      }),
    );
  });

  it('is nothing where it is not wanted', () => {
    expect(retryDelayMs(reconnectSchema.parse({}), 1, 0)).toBeNull();
  });

  it('is said in words', () => {
    expect(describeRetry(2, 10, 2140)).toBe('Trying again in 2.1 s (attempt 2 of 10).');
    expect(describeRetry(7, null, 15)).toBe('Trying again in 15 ms (attempt 7).');
  });

  it('does not come where trying again finds the same mistake', () => {
    const refusal = { clean: false, reason: 'No.', field: 'socket.localAddress' };
    expect(mayHeal(refusal, noFacts)).toBe(false);
    expect(mayHeal(refusal, connecting)).toBe(true);
    expect(mayHeal({ ...refusal, field: 'tls.key' }, connecting)).toBe(false);
    expect(mayHeal({ clean: true, reason: 'Closed.' }, noFacts)).toBe(true);
  });

  it.each(['CERT_HAS_EXPIRED', 'CERT_REVOKED', 'DEPTH_ZERO_SELF_SIGNED_CERT'])(
    'does not come where a certificate was refused, for whatever reason (%s)',
    (code) => {
      const refusal = { clean: false, reason: 'No.', code, field: null };
      expect(mayHeal(refusal, { ...connecting, tls: { ...tls, verification: 'refused' } })).toBe(false);
      expect(mayHeal(refusal, { ...connecting, tls: { ...tls, verification: 'pinned' } })).toBe(true);
    },
  );
});
