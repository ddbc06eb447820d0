import { describe, expect, it } from 'vitest';
import { cipherHint, identityHint } from '../../../renderer/features/connection/options/useTlsLibrary.ts';
import { boringSsl } from '../../support/boringSsl.ts';

const openssl = { ...boringSsl.library, name: 'OpenSSL', choosesTls13Suites: true, lacks: [] };
const withAllKeys = { ...openssl, keys: [...openssl.keys, 'Ed448' as const, 'RSA-PSS' as const] };

describe('what is said where TLS options are chosen', () => {
  it('tells of BoringSSL what cannot be chosen, before anything is', () => {
    expect(cipherHint(boringSsl.library)).toBe(
      'An OpenSSL list, separated by colons. BoringSSL chooses those of TLS 1.3 itself.',
    );
    expect(identityHint(boringSsl.library)).toBe(
      'PEM, DER or PKCS #12. A key in the same file is kept apart. BoringSSL takes keys of RSA, EC P-256, EC P-384, EC P-521 or Ed25519.',
    );
  });

  it.each([null, withAllKeys])(
    'says no more where everything can be chosen, or nothing is known yet',
    (library) => {
      expect(cipherHint(library)).toBe('An OpenSSL list, separated by colons.');
      expect(identityHint(library)).toBe('PEM, DER or PKCS #12. A key in the same file is kept apart.');
    },
  );
});
