import { useEffect, useState } from 'react';
import { keysInWords, type TlsLibrary } from '../../../../shared/model/tlsLibrary.ts';
import { useOptions } from './optionsContext.ts';

/** What the TLS library of the engine can do; null until the engine has said it. */
export function useTlsLibrary(): TlsLibrary | null {
  const { client } = useOptions();
  const [library, setLibrary] = useState<TlsLibrary | null>(null);
  useEffect(() => {
    const asking = new AbortController();
    client.call('network.tls', {}, { signal: asking.signal }).then(
      setLibrary,
      // Without the answer, the general hints stay, and what cannot be used is refused when it is checked.
      () => undefined,
    );
    return () => asking.abort();
  }, [client]);
  return library;
}

/** What is said below the field for cipher suites. */
export function cipherHint(library: TlsLibrary | null): string {
  const list = 'An OpenSSL list, separated by colons.';
  if (library === null || library.choosesTls13Suites) return list;
  return `${list} ${library.name} chooses those of TLS 1.3 itself.`;
}

/** What is said below the field for our own certificate. */
export function identityHint(library: TlsLibrary | null): string {
  const files = 'PEM, DER or PKCS #12. A key in the same file is kept apart.';
  const keys = library === null ? null : keysInWords(library);
  return keys === null ? files : `${files} ${library?.name} takes keys of ${keys}.`;
}
