import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { changedOptions } from '../../../state/workspace/endpointOptions.ts';
import { Disclosure } from '../../../ui/Disclosure.tsx';
import { useOptions } from './optionsContext.ts';
import { hasSection, sectionOf, type OptionSection } from './optionSections.ts';

interface OptionGroupProps {
  readonly section: OptionSection;
  readonly title: string;
  /** A note about the whole group. */
  readonly note?: string | undefined;
  readonly children: ReactNode;
}

/** Options that can be folded. The head says how many differ from their defaults; a group with a finding starts unfolded. */
export function OptionGroup({ section, title, note, children }: OptionGroupProps): ReactNode {
  const { endpoint, findings } = useOptions();
  const found = findings.filter(({ field }) => sectionOf(field, endpoint.kind) === section);
  const hasProblem = found.some(({ tone }) => tone === 'problem');
  const [isOpen, setOpen] = useState(hasProblem);
  if (!hasSection(endpoint, section)) return null;
  const changed = changedOptions(endpoint).filter((path) => sectionOf(path, endpoint.kind) === section);
  return (
    <Disclosure
      open={isOpen}
      onOpenChange={setOpen}
      title={
        <>
          {title}
          {found.length > 0 && <FindingMark isProblem={hasProblem} />}
          {changed.length > 0 && <span className="option-count">{changed.length} changed</span>}
        </>
      }
    >
      {note !== undefined && <p className="option-note">{note}</p>}
      {children}
    </Disclosure>
  );
}

/** Marks a group that contains a finding. */
export function FindingMark({ isProblem }: { isProblem: boolean }): ReactNode {
  return isProblem ? (
    <CircleAlert size={14} role="img" aria-label="has a problem" className="option-problem" />
  ) : (
    <TriangleAlert size={14} role="img" aria-label="has a warning" className="option-warning" />
  );
}
