import type { ReactNode } from 'react';
import { ok } from '../../../../shared/base/result.ts';
import { optionAt } from '../../../../shared/model/optionAt.ts';
import { findingAt } from '../../../state/workspace/findings.ts';
import { keepIdentity } from '../../../state/workspace/secrets.ts';
import { KeyOption } from './KeyOption.tsx';
import { useOptions } from './optionsContext.ts';
import { PasswordOption } from './PasswordOption.tsx';
import { PemOption } from './PemOption.tsx';
import { identityHint, useTlsLibrary } from './useTlsLibrary.ts';

/** Our own certificate with its key: two files, one for both, or PKCS #12. */
export function IdentityOptions({ label }: { label: string }): ReactNode {
  const { client, endpoint, findings } = useOptions();
  const library = useTlsLibrary();
  const hasPfx = isGiven(optionAt(endpoint, 'tls.pfx'));
  const asksPassphrase =
    hasPfx ||
    isGiven(optionAt(endpoint, 'tls.key')) ||
    isGiven(optionAt(endpoint, 'tls.passphrase')) ||
    findingAt(findings, 'tls.passphrase') !== undefined;
  return (
    <>
      {hasPfx ? (
        <KeyOption path="tls.pfx" label={`${label} (PKCS #12)`} />
      ) : (
        <>
          <PemOption
            path="tls.certificate"
            label={label}
            hint={optionAt(endpoint, 'tls.certificate') === '' ? identityHint(library) : undefined}
            take={async (credentials, name = 'pasted key') =>
              ok(await keepIdentity(client, name, credentials))
            }
          />
          <KeyOption path="tls.key" label="Private key" />
        </>
      )}
      {asksPassphrase && (
        <PasswordOption
          path="tls.passphrase"
          label="Passphrase"
          name="passphrase"
          hint={hasPfx ? undefined : 'For the private key, if it is encrypted.'}
        />
      )}
    </>
  );
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}
