import { useState, type ReactNode } from 'react';
import type { Result } from '../../../../shared/base/result.ts';
import type { Credentials } from '../../../state/workspace/credentials.ts';
import type { OptionValues } from '../../../state/workspace/endpointOptions.ts';
import { CertificateLines } from './CertificateLines.tsx';
import { CredentialInput } from './CredentialInput.tsx';
import { OptionRow, useOption, type OptionProps } from './OptionRow.tsx';
import { useOptions } from './optionsContext.ts';

interface PemOptionProps extends OptionProps {
  /** The option values for these credentials, or a sentence saying why they do not fit here. */
  readonly take: (
    credentials: Credentials,
    name: string | undefined,
  ) => Promise<Result<OptionValues, string>>;
}

/** Certificates: shows whose they are; their text can be unfolded. */
export function PemOption({ take, ...row }: PemOptionProps): ReactNode {
  const { change, chainAt } = useOptions();
  const { value } = useOption(row.path);
  const [problem, setProblem] = useState<string | null>(null);
  if (typeof value !== 'string') return null;
  return (
    <OptionRow {...row} problem={problem}>
      <div className="option-stack">
        <CertificateLines chain={value === '' ? undefined : chainAt(row.path)} />
        <CredentialInput
          what={row.label}
          text={value}
          textWord={value === '' ? 'Paste' : 'Text'}
          onProblem={setProblem}
          onTemplate={(text) => {
            const changed = change({ [row.path]: text });
            return changed.ok ? null : changed.problem;
          }}
          onEmpty={() => change({ [row.path]: '' })}
          onRead={async (credentials, name) => {
            const taken = await take(credentials, name);
            const changed = taken.ok ? change(taken.value) : taken;
            return changed.ok ? null : changed.problem;
          }}
        />
      </div>
    </OptionRow>
  );
}
