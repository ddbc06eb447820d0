import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from './Button.tsx';
import { Notice } from './Notice.tsx';
import './toasts.css';

interface Toast {
  readonly id: number;
  readonly tone: 'danger' | 'plain';
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}

/** Messages without a place of their own. They take room of their own, so that they cover nothing. */
export function Toasts({
  toasts,
  onClose,
}: {
  toasts: readonly Toast[];
  onClose: (id: number) => void;
}): ReactNode {
  return (
    <section aria-label="Notifications" className="toasts">
      {toasts.map((toast) => (
        <Notice
          key={toast.id}
          tone={toast.tone}
          text={toast.text}
          className="toast"
          action={
            <>
              {toast.action && (
                <Button
                  onClick={() => {
                    toast.action?.run();
                    onClose(toast.id);
                  }}
                >
                  {toast.action.label}
                </Button>
              )}
              <IconButton
                label="Dismiss"
                data-command="window.dismiss"
                icon={<X size={14} />}
                onClick={() => onClose(toast.id)}
              />
            </>
          }
        />
      ))}
    </section>
  );
}
