import { Dialog as Base } from '@base-ui/react/dialog';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { allowsOf, messageOf } from '../../shared/base/errors.ts';
import { AllowNames } from './AllowNames.tsx';
import { Button } from './Button.tsx';
import { useFocusAtOnce } from './focusAtOnce.ts';
import { useFinalFocus } from './keepFocus.ts';
import { matchesKeys } from './keys.ts';
import { ModalRoot } from './ModalRoot.tsx';
import { Notice } from './Notice.tsx';
import { Sentence } from './Sentence.tsx';

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
  /** True for a question that has to be answered, such as one before something is lost. */
  readonly isQuestion?: boolean;
  /** True where Enter must not act before the person has chosen: Cancel has the focus at first. */
  readonly startsAtCancel?: boolean;
  readonly disabled?: boolean;
  /** Performs the action; a rejection is shown in the dialog, which then stays open. */
  readonly run: () => Promise<void>;
  /** Allows a variable of this machine, where the action was refused for want of that. Nothing else is done by it. */
  readonly onAllow?: (name: string) => Promise<void>;
  readonly onClose: () => void;
}

/** A question with one action, or a small form. Enter performs it, in a field of several lines with Ctrl or Command; Escape cancels. */
export function Dialog(props: DialogProps): ReactNode {
  const { title, children, action, danger, wide, other, isQuestion, startsAtCancel, disabled } = props;
  const { run, onAllow, onClose } = props;
  const doIt = useRef<HTMLButtonElement>(null);
  const leave = useRef<HTMLButtonElement>(null);
  const initialFocus = useFocusAtOnce(startsAtCancel ? leave : doIt, unlessTaken);
  const finalFocus = useFinalFocus();
  const { busy, failure, setFailure, submit } = useSubmit(run, onClose);
  const allow = async (name: string): Promise<void> => {
    await onAllow?.(name);
    setFailure(null);
    doIt.current?.focus();
  };
  return (
    <ModalRoot isQuestion={isQuestion ?? false} onClose={onClose}>
      <Base.Popup
        className={wide ? 'dialog dialog-wide' : 'dialog'}
        initialFocus={initialFocus}
        finalFocus={finalFocus}
        onKeyDown={pressed}
      >
        <form
          className="dialog-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy && !disabled) void submit();
          }}
        >
          <Base.Title className="dialog-title">
            <Sentence text={title} />
          </Base.Title>
          <DialogBody>{children}</DialogBody>
          {failure !== null && <DialogFailure failure={failure} onAllow={onAllow && allow} />}
          <div className="dialog-actions">
            <Button ref={leave} onClick={onClose}>
              Cancel
            </Button>
            {other && <OtherAction {...other} onClose={onClose} />}
            <Button ref={doIt} type="submit" tone={danger ? 'danger' : 'primary'} disabled={busy || disabled}>
              {action}
            </Button>
          </div>
        </form>
      </Base.Popup>
    </ModalRoot>
  );
}

/** In a field of several lines, Enter alone begins another one. */
function pressed(event: KeyboardEvent): void {
  const { target, nativeEvent } = event;
  if (!(target instanceof HTMLTextAreaElement) || !matchesKeys(nativeEvent, 'Mod+Enter')) return;
  event.preventDefault();
  target.form?.requestSubmit();
}

/** A sentence describes the dialog, so that it is read aloud with the title; a form is read field by field. */
function DialogBody({ children }: { readonly children: ReactNode }): ReactNode {
  if (typeof children !== 'string') return <div className="dialog-body">{children}</div>;
  return (
    <Base.Description className="dialog-body">
      <Sentence text={children} />
    </Base.Description>
  );
}

function OtherAction(props: NonNullable<DialogProps['other']> & Pick<DialogProps, 'onClose'>): ReactNode {
  const { label, run, onClose } = props;
  return (
    <Button
      onClick={() => {
        run();
        onClose();
      }}
    >
      {label}
    </Button>
  );
}

interface DialogFailureProps {
  readonly failure: unknown;
  readonly onAllow: ((name: string) => Promise<void>) | undefined;
}

/** Why the action was not done, and a button for the variable of this machine that has to be allowed first. */
function DialogFailure({ failure, onAllow }: DialogFailureProps): ReactNode {
  const name = allowsOf(failure);
  const canAllow = name !== undefined && onAllow !== undefined;
  return (
    <Notice
      tone="danger"
      text={messageOf(failure)}
      action={canAllow && <AllowNames names={[name]} onAllow={onAllow} />}
    />
  );
}

/** A field of the dialog that took the focus as it appeared keeps it. */
function unlessTaken(button: HTMLElement | null): HTMLElement | null {
  const focused = document.activeElement;
  const isWithin = focused instanceof HTMLElement && button?.closest('.dialog')?.contains(focused) === true;
  return isWithin ? focused : button;
}

/** Runs the action once at a time, and closes the dialog unless it was rejected. */
function useSubmit(
  run: () => Promise<void>,
  onClose: () => void,
): {
  readonly busy: boolean;
  /** What it was rejected with; null for nothing. */
  readonly failure: unknown;
  readonly setFailure: (failure: unknown) => void;
  readonly submit: () => Promise<void>;
} {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const submit = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await run();
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return { busy, failure, setFailure, submit };
}
