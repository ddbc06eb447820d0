import { useState, type ReactNode } from 'react';
import { optionalSecretSchema } from '../../../../shared/model/secret.ts';
import type { Credentials } from '../../../state/workspace/credentials.ts';
import { keepIdentity } from '../../../state/workspace/secrets.ts';
import { CertificateLines } from './CertificateLines.tsx';
import { CredentialInput } from './CredentialInput.tsx';
import { OptionRow, useOption, type OptionProps } from './OptionRow.tsx';
import { useOptions } from './optionsContext.ts';
import { KeptSecret } from './PasswordOption.tsx';

/** A private key or a PKCS #12 file: it is stored on this machine at once, and from then on only its name is shown. */
export function KeyOption(row: OptionProps): ReactNode {
  const { client, change, chainAt } = useOptions();
  const { value } = useOption(row.path);
  const [isReplacing, setReplacing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (value === undefined) return null;
  const kept = optionalSecretSchema.safeParse(value).data ?? null;
  const read = async (credentials: Credentials, name = 'pasted key'): Promise<string | null> => {
    if (credentials.key === null && credentials.pfx === null) {
      return 'It holds a certificate, but no private key.';
    }
    const changed = change(await keepIdentity(client, name, credentials));
    if (changed.ok) setReplacing(false);
    return changed.ok ? null : changed.problem;
  };
  return (
    <OptionRow
      {...row}
      hint={kept ? 'Kept on this machine; the connection has only its name.' : row.hint}
      problem={problem}
    >
      <div className="option-stack">
        <CertificateLines chain={kept ? chainAt(row.path) : undefined} />
        {kept && !isReplacing ? (
          <div className="option-buttons">
            <KeptSecret
              name={kept.name}
              what={row.label}
              onReplace={() => setReplacing(true)}
              onForget={() => {
                change({ [row.path]: null });
                setReplacing(true);
              }}
            />
          </div>
        ) : (
          <CredentialInput
            what={row.label}
            text=""
            isNext={isReplacing}
            textWord="Paste"
            onProblem={setProblem}
            onEmpty={() => undefined}
            onRead={read}
          />
        )}
      </div>
    </OptionRow>
  );
}
