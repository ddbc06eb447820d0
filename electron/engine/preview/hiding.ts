import type { OpeningStep, PreviewSource, TextStretch } from '../../../shared/model/preview.ts';
import { writtenForms } from '../../../shared/model/writtenForms.ts';
import { masked, maskOf } from '../session/maskedSink.ts';
import { cutAt } from './cutAt.ts';
import type { SaidStep } from './openingSteps.ts';

/** Hides a text with a secret in it as what is recorded is masked; as a whole where the mask finds nothing. */
export function hiding(secrets: readonly string[]): (text: string) => string {
  const mask = maskOf(secrets);
  return (text) => {
    const shown = mask?.(text) ?? text;
    return shown === text && text !== '' ? masked : shown;
  };
}

/** A step as it is shown. `secrets` are those of the endpoint; `isRevealed`: a person asked to see them. */
export function shownStep(
  { text, secrets: own, drawn, ...step }: SaidStep,
  secrets: readonly string[],
  isRevealed: boolean,
): OpeningStep {
  const all = [...secrets, ...own];
  const mask = isRevealed ? null : maskOf(all);
  const hide = (each: string): string => mask?.(each) ?? each;
  const pieces = isRevealed ? cutAt(text, all.flatMap(writtenForms)) : cutAt(hide(text), [masked]);
  return {
    ...step,
    to: hide(step.to),
    notes: step.notes.map(hide),
    stretches: alternating(pieces, 'written', 'secret').flatMap((piece) =>
      piece.source === 'written' ? withDrawn(piece, drawn) : [piece],
    ),
  };
}

/** Every second piece is of the second source; what is empty is left out. */
function alternating(pieces: readonly string[], one: PreviewSource, other: PreviewSource): TextStretch[] {
  return pieces
    .map((text, index) => ({ source: index % 2 === 0 ? one : other, text }))
    .filter(({ text }) => text !== '');
}

function withDrawn({ text, source }: TextStretch, drawn: string | null): TextStretch[] {
  return alternating(drawn === null ? [text] : cutAt(text, [drawn]), source, 'computed');
}
