import { Dialog as Base } from '@base-ui/react/dialog';
import { useRef, useState, type ReactNode } from 'react';
import { messageOf } from '../../shared/base/errors.ts';
import { Button } from './Button.tsx';
import { useFocusAtOnce } from './focusAtOnce.ts';
import { ModalRoot } from './ModalRoot.tsx';
import { Notice } from './Notice.tsx';

interface DialogProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** The label of the action's button: a verb. */
  readonly action: string;
  readonly danger?: boolean;
  /** True where the content needs the width of the window. */
  readonly wide?: boolean;
  /** A second action, which cannot fail. */
  readonly other?: { readonly label: string; readonly run: () => void };
  /** True where Enter must not act before the person has chosen: Cancel has the focus at first. */
  readonly startsAtCancel?: boolean;
  readonly disabled?: boolean;
  /** Performs the action; a rejection is shown in the dialog, which then stays open. */
  readonly run: () => Promise<void>;
  readonly onClose: () => void;
}

/** A question with one action, or a small form. Enter performs it, Escape cancels. */
export function Dialog(props: DialogProps): ReactNode {
  const { title, children, action, danger, wide, other, startsAtCancel, disabled, run, onClose } = props;
  const doIt = useRef<HTMLButtonElement>(null);
  const leave = useRef<HTMLButtonElement>(null);
  const initialFocus = useFocusAtOnce(startsAtCancel ? leave : doIt, itself);
  const { busy, problem, submit } = useSubmit(run, onClose);
  const form = (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && !disabled) void submit();
      }}
    />
  );
  return (
    <ModalRoot onClose={onClose}>
      <Base.Popup
        className={wide ? 'dialog dialog-wide' : 'dialog'}
        initialFocus={initialFocus}
        render={form}
      >
        <Base.Title className="dialog-title">{title}</Base.Title>
        <div className="dialog-body">{children}</div>
        {problem !== null && <Notice tone="danger" text={problem} />}
        <div className="dialog-actions">
          <Button ref={leave} onClick={onClose}>
            Cancel
          </Button>
          {other && (
            <Button
              onClick={() => {
                other.run();
                onClose();
              }}
            >
              {other.label}
            </Button>
          )}
          <Button ref={doIt} type="submit" tone={danger ? 'danger' : 'primary'} disabled={busy || disabled}>
            {action}
          </Button>
        </div>
      </Base.Popup>
    </ModalRoot>
  );
}

function itself(element: HTMLElement | null): HTMLElement | null {
  return element;
}

/** Runs the action once at a time, and closes the dialog unless it was rejected. */
function useSubmit(
  run: () => Promise<void>,
  onClose: () => void,
): { readonly busy: boolean; readonly problem: string | null; readonly submit: () => Promise<void> } {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await run();
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  return { busy, problem, submit };
}
