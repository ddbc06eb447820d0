import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import './disclosure.css';

interface DisclosureProps {
  readonly title: ReactNode;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly children: ReactNode;
}

/** A heading that unfolds its content. */
export function Disclosure({ title, open, onOpenChange, children }: DisclosureProps): ReactNode {
  return (
    <Collapsible.Root open={open} onOpenChange={(next) => onOpenChange(next)} className="disclosure">
      <Collapsible.Trigger className="disclosure-head">
        <ChevronRight size={14} aria-hidden className="disclosure-arrow" />
        {title}
      </Collapsible.Trigger>
      <Collapsible.Panel className="disclosure-panel">{children}</Collapsible.Panel>
    </Collapsible.Root>
  );
}
