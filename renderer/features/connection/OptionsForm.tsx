import type { ReactNode } from 'react';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { whenTlsBegins } from '../../../shared/model/endpointTls.ts';
import {
  factsOf,
  isClient,
  isConnectionless,
  isServer,
  protocolNamesOf,
} from '../../../shared/model/endpointKinds.ts';
import { bindProblem } from '../../state/workspace/endpoints.ts';
import { storageFailureNames } from '../../state/workspace/optionNames.ts';
import { Notice } from '../../ui/Notice.tsx';
import { AllowNames } from '../../ui/AllowNames.tsx';
import { ChoiceOption, SwitchOption } from './options/ChoiceOption.tsx';
import { ProxyOptions, ReconnectOptions } from './options/ClientOptions.tsx';
import { GroupsOption } from './options/GroupsOption.tsx';
import { HeadersOption } from './options/HeadersOption.tsx';
import { MessagesOption } from './options/MessagesOption.tsx';
import { NameField, type NameFieldProps } from './options/NameField.tsx';
import { OptionGroup } from './options/OptionGroup.tsx';
import { useOptions } from './options/optionsContext.ts';
import { areCertificatesUsual, sectionOf } from './options/optionSections.ts';
import { SocketOptions } from './options/SocketOptions.tsx';
import { NumberOption, TextOption, WordsOption } from './options/TextOption.tsx';
import { CertificateOptions, NegotiationOptions, StartTlsOption } from './options/TlsOptions.tsx';

interface OptionsFormProps extends NameFieldProps {
  /** A sentence: why nothing could be checked. */
  readonly checkFailure: string | null;
}

/**
 * All options of a connection. A field is shown only if the kind has its option, so every part below lists the options of all kinds; the
 * usual ones are visible, and the rest are folded.
 */
export function OptionsForm({ checkFailure, ...name }: OptionsFormProps): ReactNode {
  const { endpoint } = useOptions();
  const { kind } = endpoint;
  return (
    <div className="options-form">
      <FormNotices checkFailure={checkFailure} />
      <NameField {...name} />
      <UsualOptions />
      <OptionGroup section="tls" title="TLS" note={noteOnTls(endpoint)}>
        <StartTlsOption />
        {!areCertificatesUsual(kind) && <CertificateOptions />}
        <NegotiationOptions />
      </OptionGroup>
      <OptionGroup
        section="socket"
        title={isConnectionless(kind) ? `${protocolNamesOf(kind).inSentence} socket` : 'Socket'}
      >
        <SocketOptions />
      </OptionGroup>
      <OptionGroup section="proxy" title="Proxy">
        <ProxyOptions />
      </OptionGroup>
      <OptionGroup section="reconnect" title="Reconnecting">
        <ReconnectOptions />
      </OptionGroup>
      <OptionGroup section="opening" title="When open">
        <MessagesOption />
      </OptionGroup>
      <OptionGroup section="recording" title="Recording">
        <ChoiceOption
          path="whenDiskFails"
          label="When the disk fails"
          choices={storageFailures}
          hint={
            !factsOf(kind).can.pause && endpoint.whenDiskFails === 'pause'
              ? 'Datagrams cannot be held: only sending waits.'
              : 'Disk full, folder gone, file locked by another program.'
          }
        />
      </OptionGroup>
    </div>
  );
}

/** The findings about options without a field in the form, such as the address. */
function FormNotices({ checkFailure }: Pick<OptionsFormProps, 'checkFailure'>): ReactNode {
  const { endpoint, findings, allow } = useOptions();
  const elsewhere = findings.filter(({ field }) => sectionOf(field, endpoint.kind) === null);
  return (
    <>
      {checkFailure !== null && (
        <Notice tone="warning" text={`The options could not be checked: ${checkFailure}`} />
      )}
      {elsewhere.map(({ field, tone, message, allows }) => (
        <Notice
          key={`${field} ${message}`}
          tone={tone === 'problem' ? 'danger' : 'warning'}
          text={message}
          action={allows !== undefined && <AllowNames names={[allows]} onAllow={allow} />}
        />
      ))}
    </>
  );
}

const storageFailures = Object.entries(storageFailureNames).map(([value, label]) => ({ value, label }));

const datagramEchoes = [
  { value: 'off', label: 'Off' },
  { value: 'sender', label: 'To the sender' },
];
const serverEchoes = [...datagramEchoes, { value: 'all', label: 'To all clients' }];

function UsualOptions(): ReactNode {
  const { endpoint } = useOptions();
  const { kind } = endpoint;
  return (
    <>
      <TextOption
        path="bind"
        label="Receive at"
        placeholder="chosen by the system"
        hint="host:port of this machine, such as 127.0.0.1:5354 or 0.0.0.0:0."
        problemOf={bindProblem}
      />
      <GroupsOption />
      {areCertificatesUsual(kind) && <CertificateOptions />}
      <HeadersOption />
      <WordsOption
        path="subprotocols"
        label="Subprotocols"
        placeholder="none"
        hint={
          isClient(kind)
            ? 'Offered in this order, separated by commas.'
            : 'Accepted if a client offers one of them.'
        }
      />
      <NumberOption
        path="messageLimitBytes"
        label="Largest message"
        scale={{ factor: 1024 * 1024, unit: 'MiB' }}
        hint="A larger one closes the connection with 1009."
      />
      <ChoiceOption
        path="echo"
        label="Echo"
        choices={isServer(kind) ? serverEchoes : datagramEchoes}
        hint="Sends back what it receives, unchanged."
      />
      <NumberOption path="peerLimit" label="Client limit" scale={{ factor: 1, unit: '' }} none="no limit" />
      <NumberOption path="connectTimeoutMs" label="Connect timeout" scale={{ factor: 1000, unit: 's' }} />
      <SwitchOption
        path="reconnect.enabled"
        label="Reconnect"
        on="After a failure, or a close by the other side"
      />
    </>
  );
}

/** A note for kinds where TLS is not the main thing. */
function noteOnTls(endpoint: Endpoint): string | undefined {
  switch (factsOf(endpoint.kind).tls) {
    case 'in place':
      return isServer(endpoint.kind)
        ? 'For TLS that is started with a client that is connected.'
        : 'For TLS that is started on the open connection.';
    case 'by scheme':
      return whenTlsBegins(endpoint) === 'never' ? 'For addresses that begin with wss://.' : undefined;
    case 'always':
    case 'never':
      return undefined;
  }
}
