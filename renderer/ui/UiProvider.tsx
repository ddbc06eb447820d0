import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactNode } from 'react';
import { TextSizesContext, type TextSizes } from './textSizes.ts';

interface UiProviderProps {
  readonly sizes: TextSizes;
  readonly children: ReactNode;
}

/**
 * The context of the primitives: no style elements, which the page's policy forbids; tooltips that know about each other; and the sizes of
 * text.
 */
export function UiProvider({ sizes, children }: UiProviderProps): ReactNode {
  return (
    <TextSizesContext value={sizes}>
      <CSPProvider disableStyleElements>
        <Tooltip.Provider delay={500}>{children}</Tooltip.Provider>
      </CSPProvider>
    </TextSizesContext>
  );
}
