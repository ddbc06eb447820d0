import { CornerDownRight } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { messageOf } from '../../../shared/base/errors.ts';
import type { RecordView } from '../../state/records/recordView.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { ToolbarButton } from '../../ui/Toolbar.tsx';
import { examples, parseGoTo } from './goTo.ts';

interface GoToProps {
  readonly view: RecordView;
  /** When the session began, in microseconds since the epoch. */
  readonly startedAt: number;
  readonly keys: string;
  /** Called when the place was reached. */
  readonly onThere: () => void;
}

/** A field for a number, a time or a share of the timeline. */
export function GoTo({ view, startedAt, keys, onThere }: GoToProps): ReactNode {
  const isOpen = useStore(view.dialogs, (dialogs) => dialogs.isGoToOpen);
  const setOpen = (open: boolean): void => view.dialogs.setState({ isGoToOpen: open });
  return (
    <Popover
      title="Go to"
      className="go-to"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <ToolbarButton>
          <IconButton label="Go to…" keys={keys} icon={<CornerDownRight size={16} />} />
        </ToolbarButton>
      }
    >
      <GoToForm
        view={view}
        startedAt={startedAt}
        onThere={() => {
          setOpen(false);
          onThere();
        }}
      />
    </Popover>
  );
}

function GoToForm({ view, startedAt, onThere }: Omit<GoToProps, 'keys'>): ReactNode {
  const isFiltered = useStore(view.store, (state) => state.isFiltered);
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const parsed = text.trim() === '' ? null : parseGoTo(text, { startedAt, isFiltered });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!parsed?.ok) return;
    view.goTo(parsed.value.place).then(onThere, (error: unknown) => setRefusal(messageOf(error)));
  };
  return (
    <form className="go-to-form" onSubmit={submit}>
      <TextField
        label="Number, time or percentage"
        labelHidden
        mono
        placeholder="1234"
        value={text}
        hint={parsed?.ok ? parsed.value.words : examples}
        problem={refusal ?? (parsed?.ok === false ? parsed.problem : null)}
        onText={(typed) => {
          setText(typed);
          setRefusal(null);
        }}
      />
      <Button type="submit" disabled={parsed?.ok !== true}>
        Go
      </Button>
    </form>
  );
}
