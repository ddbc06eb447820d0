import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { fail, ok } from '../../../../shared/base/result.ts';
import {
  startTlsProtocols,
  tlsVersions,
  type StartTlsProtocol,
} from '../../../../shared/model/tlsOptions.ts';
import { optionAt } from '../../../../shared/model/optionAt.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { AuthorityOption } from './AuthorityOption.tsx';
import { ChoiceOption, SwitchOption } from './ChoiceOption.tsx';
import { IdentityOptions } from './IdentityOptions.tsx';
import { OptionRow } from './OptionRow.tsx';
import { useOptions } from './optionsContext.ts';
import { PemOption } from './PemOption.tsx';
import { TextOption, WordsOption } from './TextOption.tsx';
import { cipherHint, useTlsLibrary } from './useTlsLibrary.ts';

/** Which certificates are trusted, and our own. */
export function CertificateOptions(): ReactNode {
  const { endpoint } = useOptions();
  if (!('tls' in endpoint)) return null;
  return 'verify' in endpoint.tls ? <ClientCertificates /> : <ServerCertificates />;
}

function ClientCertificates(): ReactNode {
  return (
    <>
      <SwitchOption path="tls.verify" label="Verify" on="Accept only valid certificates for this name" />
      <TextOption
        path="tls.serverName"
        label="Server name"
        placeholder="the host of the address"
        hint="Sent as SNI, and checked against the certificate."
      />
      <AuthoritiesOption label="Authorities" hint="Trusted in addition to those of the system. PEM or DER." />
      <TrustedOption />
      <IdentityOptions label="Client certificate" />
    </>
  );
}

function ServerCertificates(): ReactNode {
  const { endpoint } = useOptions();
  const isMade = optionAt(endpoint, 'tls.identity') === 'made';
  return (
    <>
      <ChoiceOption path="tls.identity" label="Certificate" choices={identities} />
      {isMade ? (
        <>
          <WordsOption
            path="tls.names"
            label="Names"
            hint="Host names and IP addresses that it is valid for."
          />
          <AuthorityOption />
        </>
      ) : (
        <IdentityOptions label="Server certificate" />
      )}
      <ChoiceOption path="tls.clientCertificate" label="Client certificates" choices={clientCertificates} />
      {optionAt(endpoint, 'tls.clientCertificate') !== 'none' && (
        <AuthoritiesOption
          label="Client authorities"
          hint="Client certificates are verified against these."
        />
      )}
    </>
  );
}

const identities = [
  { value: 'made', label: 'Made by Wirebench' },
  { value: 'given', label: 'My own' },
];
const clientCertificates = [
  { value: 'none', label: 'Do not request a certificate' },
  { value: 'asked', label: 'Request a certificate' },
  { value: 'required', label: 'Require a certificate' },
];

function AuthoritiesOption({ label, hint }: { label: string; hint: string }): ReactNode {
  const { endpoint } = useOptions();
  return (
    <PemOption
      path="tls.ca"
      label={label}
      hint={optionAt(endpoint, 'tls.ca') === '' ? hint : undefined}
      take={async ({ certificates, pfx }) => {
        if (certificates !== '') return ok({ 'tls.ca': certificates });
        return fail(
          pfx === null
            ? 'This is a private key. An authority is a certificate.'
            : 'A PKCS #12 file holds your own certificate. An authority comes as PEM or DER.',
        );
      }}
    />
  );
}

/** The certificates that are accepted although they do not verify. One is added where it was refused. */
function TrustedOption(): ReactNode {
  const { endpoint, change } = useOptions();
  if (!('tls' in endpoint) || !('trusted' in endpoint.tls) || endpoint.tls.trusted.length === 0) return null;
  const { trusted } = endpoint.tls;
  return (
    <OptionRow
      path="tls.trusted"
      label="Trusted"
      hint="Accepted by fingerprint, whatever else is wrong with them."
    >
      <ul className="option-list" aria-label="Trusted certificates">
        {trusted.map((fingerprint) => (
          <li key={fingerprint} className="option-item">
            <span className="option-cut mono" title={fingerprint}>
              {fingerprint}
            </span>
            <IconButton
              label="Stop trusting it"
              icon={<X size={14} aria-hidden />}
              onClick={() => change({ 'tls.trusted': trusted.filter((each) => each !== fingerprint) })}
            />
          </li>
        ))}
      </ul>
    </OptionRow>
  );
}

const startTlsNames: Readonly<Record<StartTlsProtocol, string>> = {
  none: 'Only when told to',
  smtp: 'After the SMTP dialogue',
  imap: 'After the IMAP dialogue',
  pop3: 'After the POP3 dialogue',
  ftp: 'After the FTP dialogue',
  xmpp: 'After the XMPP dialogue',
  ldap: 'After the LDAP dialogue',
  postgres: 'After the PostgreSQL dialogue',
  mysql: 'After the MySQL dialogue',
};
const startTlsChoices = startTlsProtocols.map((value) => ({ value, label: startTlsNames[value] }));
const versionChoices = tlsVersions.map((value) => ({
  value,
  label: value === 'default' ? 'Library default' : value.replace('v', ' '),
}));

/** How TLS is started on a plain connection. */
export function StartTlsOption(): ReactNode {
  return <ChoiceOption path="startTls" label="Start TLS" choices={startTlsChoices} />;
}

/** What we offer to the other side. */
export function NegotiationOptions(): ReactNode {
  const library = useTlsLibrary();
  return (
    <>
      <SwitchOption path="tls.systemCa" label="System" on="Trust the authorities of the system" />
      <ChoiceOption path="tls.minVersion" label="Lowest version" choices={versionChoices} />
      <ChoiceOption path="tls.maxVersion" label="Highest version" choices={versionChoices} />
      <WordsOption
        path="tls.alpn"
        label="ALPN"
        placeholder="none"
        hint="Such as h2, http/1.1; the first is preferred."
      />
      <TextOption
        path="tls.ciphers"
        label="Cipher suites"
        placeholder="the library’s choice"
        hint={cipherHint(library)}
      />
      <SwitchOption path="tls.resume" label="Resume" on="Offer the last session when it reconnects" />
      <SwitchOption path="tls.keyLog" label="Key log" on="Keep the keys in a file, for Wireshark" />
    </>
  );
}
