import { useId, type ReactNode } from 'react';
import type { OpeningStep } from '../../../shared/model/preview.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { Stretches } from './Stretches.tsx';

const titles: Readonly<Record<OpeningStep['step'], (to: string) => string>> = {
  proxy: (to) => `To the proxy ${to}`,
  dialogue: (to) => `To start TLS (${to})`,
  tls: (to) => `TLS with ${to}`,
  handshake: () => 'WebSocket handshake',
};

/** What the client says by itself until it is open, in order. */
export function PreviewedSteps({ steps }: { readonly steps: readonly OpeningStep[] }): ReactNode {
  return steps.map((step) => <PreviewedStep key={step.step} step={step} />);
}

function PreviewedStep({ step: { step, to, stretches, notes } }: { readonly step: OpeningStep }): ReactNode {
  const id = useId();
  return (
    <section className="preview-step">
      <h3 id={id}>
        <VisibleText text={titles[step](to)} />
      </h3>
      {stretches.length > 0 && (
        // It scrolls, so that it must be reachable by keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className="preview-text mono" aria-labelledby={id} role="region" tabIndex={0}>
          <Stretches stretches={stretches} />
        </pre>
      )}
      {notes.map((note) => (
        <p key={note} className="preview-note">
          <VisibleText text={note} />
        </p>
      ))}
    </section>
  );
}
