import { Download } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { messageOf } from '../../../../shared/base/errors.ts';
import type { Certificate } from '../../../../shared/model/facts.ts';
import { Button } from '../../../ui/Button.tsx';
import { useOptions } from './optionsContext.ts';

/** The authority behind the certificates that Wirebench makes: clients verify them once they trust it. Created on first use. */
export function AuthorityOption(): ReactNode {
  const { client, saveText } = useOptions();
  const [authority, setAuthority] = useState<Certificate | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    try {
      const made = await client.call('secrets.authority', {});
      setAuthority(made);
      setProblem(null);
      saveText('wirebench-authority.pem', made.pem);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <div className="option">
      <span className="option-label">Authority</span>
      <div className="option-control">
        <Button icon={<Download size={14} aria-hidden />} onClick={() => void save()}>
          Save the authority…
        </Button>
      </div>
      <div className={problem === null ? 'option-line' : 'option-line option-problem'} role="status">
        {problem ?? (authority === null ? 'Clients that trust it accept the certificate.' : null)}
        {problem === null && authority !== null && (
          <span className="option-fingerprint mono">SHA-256 {authority.fingerprint}</span>
        )}
      </div>
    </div>
  );
}
