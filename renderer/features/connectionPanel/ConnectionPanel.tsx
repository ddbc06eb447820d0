import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { factsOf } from '../../../shared/model/endpointKinds.ts';
import { ErrorCode } from '../../ui/ErrorCode.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { useRegionName } from '../../ui/sideOfWindow.ts';
import { DatagramSections, type GroupControls } from './DatagramSections.tsx';
import { HandshakeSection } from './HandshakeSection.tsx';
import { optionsInForce } from './optionWords.ts';
import { PanelFact, PanelSection } from './PanelSection.tsx';
import type { ConnectionSubject } from './subject.ts';
import { TlsSection } from './TlsSection.tsx';
import { TrafficSection } from './TrafficSection.tsx';
import { Waterfall } from './Waterfall.tsx';
import './connectionPanel.css';

interface ConnectionPanelProps {
  readonly subject: ConnectionSubject;
  /** A sentence: why some facts are missing. */
  readonly problem: string | null;
  /** For an open UDP socket. */
  readonly groupControls: GroupControls | null;
  readonly onSaveText: (name: string, text: string) => void;
}

/** What a connection really did: its steps, its two ends, what was negotiated, its options, and its traffic. */
export function ConnectionPanel({
  subject,
  problem,
  groupControls,
  onSaveText,
}: ConnectionPanelProps): ReactNode {
  const region = useRegionName('Connection');
  const { facts, end, groups, datagrams, peer } = subject;
  return (
    // It scrolls, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="connection-panel" role="region" aria-label={region} tabIndex={0}>
      {problem !== null && <Notice tone="warning" text={problem} />}
      {end?.isFailure === true && !isToldByStep(end, facts) && <End end={end} />}
      <Waterfall
        facts={facts}
        told={end?.isFailure === true ? end.reason : null}
        transport={factsOf(subject.endpoint.kind).transport}
      />
      <Addresses subject={subject} />
      {facts.tls !== null && <TlsSection tls={facts.tls} onSaveText={onSaveText} />}
      {facts.handshake !== null && <HandshakeSection handshake={facts.handshake} />}
      <DatagramSections groups={groups} datagrams={datagrams} controls={groupControls} />
      <TrafficSection subject={subject} />
      {peer === null && <OptionsInForce subject={subject} />}
    </div>
  );
}

/** Whether a step already says the same. */
function isToldByStep(
  { reason }: NonNullable<ConnectionSubject['end']>,
  { steps }: ConnectionSubject['facts'],
): boolean {
  return steps.some(({ outcome, note }) => outcome === 'failed' && note === reason);
}

/** Not an alert: what is above the panes has announced it, and hides it where all of it can be read there. */
function End({ end }: { end: NonNullable<ConnectionSubject['end']> }): ReactNode {
  return (
    <p className="panel-end told-above">
      <CircleAlert size={16} aria-hidden />
      <span>
        <VisibleText text={end.reason} />
        <ErrorCode code={end.code} />
      </span>
    </p>
  );
}

function Addresses({ subject }: { subject: ConnectionSubject }): ReactNode {
  const { facts, url, local, remote, peer } = subject;
  const { proxy, subprotocol } = facts;
  if ([url, local, remote, proxy, subprotocol].every((text) => text === null || text === '')) return null;
  return (
    <PanelSection title={peer === null ? 'Addresses' : 'Peer'}>
      <dl className="panel-facts">
        <PanelFact name="Listening at" text={url} />
        <PanelFact name="Local" text={local} />
        <PanelFact name="Remote" text={remote} />
        <PanelFact name="Proxy" text={proxy} />
        {subprotocol !== '' && <PanelFact name="Subprotocol" text={subprotocol} />}
      </dl>
    </PanelSection>
  );
}

function OptionsInForce({ subject }: { subject: ConnectionSubject }): ReactNode {
  const options = optionsInForce(subject.endpoint);
  return (
    <PanelSection title="Active options">
      {options.length === 0 ? (
        <p className="panel-nothing">Defaults only</p>
      ) : (
        <dl className="panel-facts">
          {options.map(({ path, name, value }) => (
            <PanelFact key={path} name={name} text={value} />
          ))}
        </dl>
      )}
    </PanelSection>
  );
}
