import { bracesDialect, type Meaning } from './foreignText.ts';

/** The language of Postman, with the secrets that it keeps apart: `{{vault:name}}`. */
export const postmanDialect = bracesDialect('Postman', (inside): Meaning | null =>
  inside.startsWith('vault:')
    ? {
        kind: 'unknown',
        why: `Postman keeps {{${inside}}} in its vault, so it stays as text. Make a secret variable of it.`,
      }
    : null,
);
