import type { ReactNode } from 'react';
import {
  connectionNameSchema,
  largestMessageLimitBytes,
  type Endpoint,
  type StorageFailure,
} from '../../../shared/model/connection.ts';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { bindProblem } from '../../state/endpoints.ts';
import { Select, type SelectOption } from '../../ui/Select.tsx';
import { HeadersEditor } from './HeadersEditor.tsx';
import { ParsedField } from './ParsedField.tsx';
import { problemIn } from './endpointProblem.ts';

export interface OptionsFormProps {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly onName: (name: string) => void;
  readonly onEndpoint: (endpoint: Endpoint) => void;
}

const mebibyte = 1024 * 1024;

export function OptionsForm({ name, endpoint, onName, onEndpoint }: OptionsFormProps): ReactNode {
  return (
    <div className="options-form">
      <ParsedField
        label="Name"
        value={name}
        format={(value) => value}
        parse={(text) => {
          const parsed = connectionNameSchema.safeParse(text);
          return parsed.success
            ? ok(parsed.data)
            : fail(parsed.error.issues[0]?.message ?? 'This is no name.');
        }}
        onValue={onName}
        when="leaving"
      />
      <KindOptions endpoint={endpoint} onEndpoint={onEndpoint} />
      <StorageFailureField endpoint={endpoint} onEndpoint={onEndpoint} />
    </div>
  );
}

type KindOptionsProps = Pick<OptionsFormProps, 'endpoint' | 'onEndpoint'>;

function KindOptions({ endpoint, onEndpoint }: KindOptionsProps): ReactNode {
  switch (endpoint.kind) {
    case 'tcp-client':
      return <TimeoutField endpoint={endpoint} onEndpoint={onEndpoint} />;
    case 'tcp-server':
      return null;
    case 'udp':
      return (
        <ParsedField
          label="Receive at"
          hint="host:port of this machine, such as 127.0.0.1:5354 or 0.0.0.0:0. Empty: the system chooses."
          placeholder="chosen by the system"
          mono
          value={endpoint.bind}
          format={(value) => value}
          parse={(text) => {
            const problem = bindProblem(text);
            return problem === null ? ok(text.trim()) : fail(problem);
          }}
          onValue={(bind) => onEndpoint({ ...endpoint, bind })}
        />
      );
    case 'ws-client':
      return (
        <>
          <HeadersEditor endpoint={endpoint} onHeaders={(headers) => onEndpoint({ ...endpoint, headers })} />
          <SubprotocolsField endpoint={endpoint} onEndpoint={onEndpoint} />
          <TimeoutField endpoint={endpoint} onEndpoint={onEndpoint} />
          <MessageLimitField endpoint={endpoint} onEndpoint={onEndpoint} />
        </>
      );
    case 'ws-server':
      return (
        <>
          <SubprotocolsField endpoint={endpoint} onEndpoint={onEndpoint} />
          <MessageLimitField endpoint={endpoint} onEndpoint={onEndpoint} />
        </>
      );
  }
}

interface FieldProps<E extends Endpoint> {
  readonly endpoint: E;
  readonly onEndpoint: (endpoint: Endpoint) => void;
}

function TimeoutField({
  endpoint,
  onEndpoint,
}: FieldProps<Extract<Endpoint, { connectTimeoutMs: number }>>): ReactNode {
  return (
    <ParsedField
      label="Give up connecting after (seconds)"
      mono
      value={endpoint.connectTimeoutMs}
      format={(ms) => String(ms / 1000)}
      parse={(text) => parseNumber(text, 1000, 100, 600_000, 'Write a number of seconds from 0.1 to 600.')}
      onValue={(connectTimeoutMs) => onEndpoint({ ...endpoint, connectTimeoutMs })}
    />
  );
}

const storageFailures: readonly SelectOption<StorageFailure>[] = [
  { value: 'continue', label: 'Keep the socket going, and record the gap' },
  { value: 'pause', label: 'Hold the wire rather than lose a byte' },
];

function StorageFailureField({ endpoint, onEndpoint }: KindOptionsProps): ReactNode {
  return (
    <div className="field">
      <span className="field-label">When the disk fails</span>
      <Select
        label="When the disk fails"
        value={endpoint.whenDiskFails}
        options={storageFailures}
        onValue={(whenDiskFails) => onEndpoint({ ...endpoint, whenDiskFails })}
      />
      <span className="field-line">
        {endpoint.kind === 'udp' && endpoint.whenDiskFails === 'pause'
          ? 'Datagrams cannot be held: only sending waits.'
          : 'Disk full, folder gone, file locked by another program.'}
      </span>
    </div>
  );
}

function MessageLimitField({
  endpoint,
  onEndpoint,
}: FieldProps<Extract<Endpoint, { messageLimitBytes: number }>>): ReactNode {
  return (
    <ParsedField
      label="Largest message (MiB)"
      hint="A larger one closes the connection with 1009."
      mono
      value={endpoint.messageLimitBytes}
      format={(bytes) => String(Number((bytes / mebibyte).toFixed(3)))}
      parse={(text) =>
        parseNumber(
          text,
          mebibyte,
          1,
          largestMessageLimitBytes,
          'Write a number of MiB, more than 0 and less than 1024.',
        )
      }
      onValue={(messageLimitBytes) => onEndpoint({ ...endpoint, messageLimitBytes })}
    />
  );
}

function SubprotocolsField({
  endpoint,
  onEndpoint,
}: FieldProps<Extract<Endpoint, { subprotocols: string[] }>>): ReactNode {
  const withText = (text: string): typeof endpoint => ({
    ...endpoint,
    subprotocols: text.split(/[\s,]+/).filter((name) => name !== ''),
  });
  return (
    <ParsedField
      label="Subprotocols"
      hint={
        endpoint.kind === 'ws-client'
          ? 'Offered in this order, with commas between them.'
          : 'Taken if a client offers one of them. Empty: none is asked for.'
      }
      placeholder="none"
      mono
      value={endpoint.subprotocols}
      format={(names) => names.join(', ')}
      parse={(text): Result<string[], string> => {
        const changed = withText(text);
        const problem = problemIn(changed, 'subprotocols');
        return problem === null ? ok(changed.subprotocols) : fail(problem);
      }}
      onValue={(subprotocols) => onEndpoint({ ...endpoint, subprotocols })}
    />
  );
}

function parseNumber(
  text: string,
  factor: number,
  least: number,
  most: number,
  problem: string,
): Result<number, string> {
  const value = Math.round(Number(text.trim().replace(',', '.')) * factor);
  return text.trim() !== '' && value >= least && value <= most ? ok(value) : fail(problem);
}
