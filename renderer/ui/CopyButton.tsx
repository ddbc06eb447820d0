import { Check, Copy } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { IconButton } from './Button.tsx';
import { copyText } from './copyText.ts';

/** 2 s: long enough for the sign to be seen. */
const shownMs = 2000;

interface CopyButtonProps {
  /** The action with what is copied, as in “Copy the address”. */
  readonly label: string;
  readonly text: string;
  readonly 'data-command'?: string;
}

/** Puts a text on the clipboard, and says for a moment that it did. */
export function CopyButton({ label, text, ...rest }: CopyButtonProps): ReactNode {
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  useEffect(() => {
    if (copied === 'no') return undefined;
    const timer = setTimeout(() => setCopied('no'), shownMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    try {
      await copyText(text);
      setCopied('yes');
    } catch {
      setCopied('refused');
    }
  };
  const labels = { no: label, yes: 'Copied', refused: 'The browser did not allow copying' } as const;
  return (
    <IconButton
      {...rest}
      label={labels[copied]}
      icon={copied === 'yes' ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      onClick={() => void copy()}
    />
  );
}
