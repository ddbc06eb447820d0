import { RotateCcw } from 'lucide-react';
import { useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import { optionAt } from '../../../../shared/model/optionAt.ts';
import { defaultOf, isChanged, type OptionPath } from '../../../state/workspace/endpointOptions.ts';
import { findingAt } from '../../../state/workspace/findings.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { joinClasses } from '../../../ui/joinClasses.ts';
import { AllowNames } from '../../../ui/AllowNames.tsx';
import { useOptions } from './optionsContext.ts';
import '../../../ui/field.css';
import { Sentence } from '../../../ui/Sentence.tsx';
import './options.css';

/** The properties of every field. */
export interface OptionProps {
  readonly path: OptionPath;
  readonly label: string;
  /** A hint shown below; a problem replaces it. */
  readonly hint?: string | undefined;
}

interface OptionRowProps extends OptionProps {
  /** The id of the control's label. */
  readonly labelId?: string;
  readonly controlId?: string | undefined;
  readonly lineId?: string;
  /** The problem with the field's text; takes precedence over the engine's findings. */
  readonly problem?: string | null;
  readonly children: ReactNode;
}

/** An option: a dot where it differs from its default, its name, its control, and a button to reset it. */
export function OptionRow(props: OptionRowProps): ReactNode {
  const { path, label, hint, labelId, controlId, lineId, problem = null, children } = props;
  const { endpoint, findings, change, allow } = useOptions();
  const finding = findingAt(findings, path);
  const changed = isChanged(endpoint, path);
  const { row, willReset } = useFocusAfterReset(changed);
  const line = problem ?? finding?.message ?? hint ?? '';
  const tone = problem === null ? finding?.tone : 'problem';
  return (
    <div ref={row} className={joinClasses('option', changed && 'option-changed')}>
      <span className="option-dot" aria-hidden />
      <label id={labelId} htmlFor={controlId} className="option-label">
        {label}
      </label>
      <div className="option-control">{children}</div>
      {changed && (
        <IconButton
          label={`Reset “${label}” to default`}
          className="option-reset"
          icon={<RotateCcw size={13} aria-hidden />}
          onClick={() => {
            willReset();
            change({ [path]: defaultOf(endpoint, path) });
          }}
        />
      )}
      {line !== '' && (
        <div id={lineId} role={tone === undefined ? undefined : 'status'} className={lineClass(tone)}>
          <Sentence text={line} />
        </div>
      )}
      {problem === null && finding?.allows !== undefined && (
        <div className="option-allow">
          <AllowNames
            names={[finding.allows]}
            onAllow={async (name) => {
              await allow(name);
              focusControl(row.current);
            }}
          />
        </div>
      )}
    </div>
  );
}

/** The reset button disappears once used, so the focus is kept in the row. */
function useFocusAfterReset(changed: boolean): {
  readonly row: RefObject<HTMLDivElement | null>;
  readonly willReset: () => void;
} {
  const row = useRef<HTMLDivElement>(null);
  const isReset = useRef(false);
  useLayoutEffect(() => {
    if (!changed && isReset.current) {
      focusControl(row.current);
    }
    isReset.current = false;
  }, [changed]);
  return { row, willReset: () => void (isReset.current = true) };
}

function focusControl(row: HTMLElement | null): void {
  row
    ?.querySelector<HTMLElement>(
      '.option-control :is(input:not([hidden], [aria-hidden]), textarea, button, [tabindex])',
    )
    ?.focus();
}

function lineClass(tone: 'problem' | 'warning' | undefined): string {
  return joinClasses('option-line', tone !== undefined && `option-${tone}`);
}

/** The value of an option, and whether a finding prevents its use. */
export function useOption(path: OptionPath): { readonly value: unknown; readonly isRefused: boolean } {
  const { endpoint, findings } = useOptions();
  return {
    value: optionAt(endpoint, path),
    isRefused: findingAt(findings, path)?.tone === 'problem',
  };
}
