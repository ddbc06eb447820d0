import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Custom properties may be given to an element's style, as numbers or text. */
    readonly [property: `--${string}`]: string | number | undefined;
  }
}
