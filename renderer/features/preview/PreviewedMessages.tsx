import { useId, useMemo, type ReactNode } from 'react';
import { formatCounted } from '../../../shared/base/quantity.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import type { Destination } from '../../../shared/model/messageProblem.ts';
import type { WrittenMessage } from '../../../shared/model/writtenMessage.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Select } from '../../ui/Select.tsx';
import { AllowNames } from '../../ui/AllowNames.tsx';
import { PreviewedHex } from './PreviewedHex.tsx';
import { SourceLegend, Stretches } from './Stretches.tsx';
import { textStretchesOf } from './textStretches.ts';
import { allowing, useMessagePreview, type AskedSubject, type PreviewWithBytes } from './usePreview.ts';

/** A message that can be looked at. Pass the same objects until they change. */
export interface NamedMessage {
  readonly name: string;
  readonly written: WrittenMessage;
  readonly destination: Destination;
}

interface PreviewedMessagesProps {
  readonly subject: AskedSubject;
  readonly messages: readonly [NamedMessage, ...NamedMessage[]];
  /** The index of the one that is shown. */
  readonly place: number;
  readonly onPlace: (place: number) => void;
}

/** One of the messages, as it would be sent now. */
export function PreviewedMessages(props: PreviewedMessagesProps): ReactNode {
  const { subject, messages, place, onPlace } = props;
  const message = messages[place] ?? messages[0];
  const { answer, failure, again } = useMessagePreview(subject, message.written, message.destination);
  return (
    <div className="preview-pane">
      {messages.length > 1 && (
        <Select
          label="Which message"
          value={String(place)}
          options={messages.map(({ name }, index) => ({ value: String(index), label: name }))}
          onValue={(value) => onPlace(Number(value))}
        />
      )}
      {failure !== null && <Notice tone="danger" text={failure} />}
      {answer && <MessageProblems text={message.written.text} problems={answer.output.problems} />}
      {answer && <AllowNames names={answer.output.allows} onAllow={allowing(subject.client, again)} />}
      {answer && answer.output.size === 0 && answer.output.problems.length === 0 && (
        <p>The message is empty.</p>
      )}
      {answer && answer.output.size > 0 && (
        <MessageBytes answer={answer} written={message.written} isRevealed={subject.isRevealed} />
      )}
    </div>
  );
}

interface MessageProblemsProps {
  readonly text: string;
  readonly problems: PreviewWithBytes['output']['problems'];
}

/** Why it cannot be sent, each with the part of the text that is to blame. */
function MessageProblems({ text, problems }: MessageProblemsProps): ReactNode {
  if (problems.length === 0) return null;
  return (
    <ul className="preview-problems" aria-label="Problems">
      {problems.map(({ message, place }) => (
        <li key={`${place?.from ?? ''} ${message}`}>
          {place && <code className="mono">{excerptOf(text, place)}</code>} {message}
        </li>
      ))}
    </ul>
  );
}

/** 80 characters are enough to recognise a place. */
const longestExcerpt = 80;

function excerptOf(text: string, { from, to }: { readonly from: number; readonly to: number }): string {
  const excerpt = text.slice(from, Math.max(to, from + 1));
  return visibleLine(excerpt.length > longestExcerpt ? `${excerpt.slice(0, longestExcerpt)}…` : excerpt);
}

interface MessageBytesProps {
  readonly answer: PreviewWithBytes;
  readonly written: WrittenMessage;
  readonly isRevealed: boolean;
}

function MessageBytes({ answer, written, isRevealed }: MessageBytesProps): ReactNode {
  const { output, body } = answer;
  const id = useId();
  const stretches = useMemo(() => textStretchesOf(output.stretches, body, written), [output, body, written]);
  return (
    <>
      <p>
        <span className="mono">{formatCounted(output.size, 'byte')}</span>
        {output.size > body.length && ` · the first ${formatCounted(body.length, 'byte')} are shown`}
      </p>
      <h3 id={`${id}-text`}>Text</h3>
      {/* It scrolls, so that it must be reachable by keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className="preview-text mono" aria-labelledby={`${id}-text`} role="region" tabIndex={0}>
        <Stretches stretches={stretches} />
      </pre>
      <h3>Hex</h3>
      <PreviewedHex stretches={output.stretches} bytes={body} />
      <SourceLegend sources={new Set(output.stretches.map(({ source }) => source))} isRevealed={isRevealed} />
    </>
  );
}
