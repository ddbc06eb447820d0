import type { ReactNode } from 'react';
import type { HttpHandshake } from '../../../shared/model/facts.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { PanelSection } from './PanelSection.tsx';

/** The HTTP of a WebSocket handshake, line by line, as it went over the wire. */
export function HandshakeSection({ handshake }: { handshake: HttpHandshake }): ReactNode {
  return (
    <>
      <Head title="Handshake request" lines={handshake.request} />
      <Head title="Handshake response" lines={handshake.answer} />
    </>
  );
}

function Head({ title, lines }: { title: string; lines: readonly string[] }): ReactNode {
  return (
    <PanelSection
      title={title}
      aside={lines.length > 0 && <CopyButton label={`Copy: ${title}`} text={`${lines.join('\r\n')}\r\n`} />}
    >
      {lines.length === 0 ? (
        <p className="panel-nothing">No HTTP response</p>
      ) : (
        <ol className="panel-lines mono">
          {lines.map((line, index) => (
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index}>
              <VisibleText text={line} />
            </li>
          ))}
        </ol>
      )}
    </PanelSection>
  );
}
