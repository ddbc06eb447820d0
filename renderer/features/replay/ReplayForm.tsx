import type { ReactNode } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { RecordingInfo } from '../../../shared/model/recording.ts';
import type { ReplayOptions, ReplayTiming } from '../../../shared/model/replay.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import { Button } from '../../ui/Button.tsx';
import { EnvironmentName } from '../../ui/EnvironmentName.tsx';
import { Select, type SelectProps } from '../../ui/Select.tsx';
import { TemplateField } from '../../ui/template/TemplateField.tsx';
import { TemplateScope } from '../../ui/template/templateScope.ts';
import { TextField } from '../../ui/TextField.tsx';
import { readReplayDraft, type ReplayDraft, type ReplayProblems } from './replayOptions.ts';

interface ReplayFormProps {
  readonly info: RecordingInfo;
  readonly draft: ReplayDraft;
  readonly onDraft: (draft: ReplayDraft) => void;
  /** What references in the address stand for, and the active environment. */
  readonly scope: Scope;
  readonly environment: Pick<Environment, 'name' | 'colour'> | null;
  readonly disabled: boolean;
  readonly onStart: (options: ReplayOptions) => void;
}

const timings: readonly { readonly value: ReplayTiming; readonly label: string }[] = [
  { value: 'wait', label: 'As fast as replies arrive' },
  { value: 'original', label: 'Original timing' },
  { value: 'fast', label: 'Without waiting for replies' },
];

const noProblems: ReplayProblems = { to: null, speed: null, replyTimeout: null };

export function ReplayForm(props: ReplayFormProps): ReactNode {
  const { info, draft, onDraft, scope, disabled, onStart } = props;
  const read = readReplayDraft(draft, info.endpoint.kind, scope);
  const problems = read.ok ? noProblems : read.problem;
  return (
    <form
      className="replay-form"
      aria-label="Replay options"
      onSubmit={(event) => {
        event.preventDefault();
        if (read.ok && !disabled) onStart(read.value);
      }}
    >
      <TemplateScope value={scope}>
        <TemplateField
          label="Send to"
          reserveLine
          readOnly={disabled}
          value={draft.to}
          problem={problems.to}
          onText={(to) => onDraft({ ...draft, to })}
        />
      </TemplateScope>
      <TimingFields draft={draft} onDraft={onDraft} disabled={disabled} problems={problems} />
      {info.peers.length > 1 && (
        <PeerChoice info={info} draft={draft} onDraft={onDraft} disabled={disabled} />
      )}
      <div className="replay-start">
        <EnvironmentName environment={props.environment} />
        <Button type="submit" tone="primary" data-command="replay.start" disabled={disabled || !read.ok}>
          Start
        </Button>
      </div>
    </form>
  );
}

interface TimingFieldsProps extends Pick<ReplayFormProps, 'draft' | 'onDraft' | 'disabled'> {
  readonly problems: ReplayProblems;
}

/** When each message is sent, and how long a reply may take. */
function TimingFields({ draft, onDraft, disabled, problems }: TimingFieldsProps): ReactNode {
  return (
    <div className="replay-fields">
      <Choice
        label="Timing"
        value={draft.timing}
        options={timings}
        disabled={disabled}
        onValue={(timing) => onDraft({ ...draft, timing })}
      />
      {draft.timing === 'original' && (
        <TextField
          className="replay-short"
          label="Speed"
          mono
          disabled={disabled}
          value={draft.speed}
          problem={problems.speed}
          onText={(speed) => onDraft({ ...draft, speed })}
        />
      )}
      <TextField
        className="replay-short"
        label="Reply timeout"
        mono
        disabled={disabled}
        value={draft.replyTimeout}
        problem={problems.replyTimeout}
        onText={(replyTimeout) => onDraft({ ...draft, replyTimeout })}
      />
    </div>
  );
}

/** 0 means no choice: peers are numbered from 1. */
const firstSentTo = 0;

function PeerChoice({
  info,
  draft,
  onDraft,
  disabled,
}: Pick<ReplayFormProps, 'info' | 'draft' | 'onDraft' | 'disabled'>): ReactNode {
  return (
    <Choice
      label="Conversation"
      value={draft.peer ?? firstSentTo}
      disabled={disabled}
      options={[
        { value: firstSentTo, label: 'The first peer that our side sent to' },
        ...info.peers.map(({ id, address }) => ({ value: id, label: `${id}  ${address}` })),
      ]}
      onValue={(peer) => onDraft({ ...draft, peer: peer === firstSentTo ? null : peer })}
    />
  );
}

/** A choice with its label above it. */
function Choice<Value>(props: SelectProps<Value>): ReactNode {
  return (
    <div className="field">
      <span className="field-label" aria-hidden>
        {props.label}
      </span>
      <Select {...props} />
    </div>
  );
}
