// oxlint-disable-next-line import/default -- Vite makes a module of the query: the address of the bundled worker.
import editorWorkerUrl from 'monaco-editor/editor/editor.worker.js?worker&url';
import { holdInlineStyles } from './inlineStyles.ts';

/* Monaco reads this global while its modules are evaluated, so this file must be imported before them. */

interface Rules {
  createHTML(html: string): string;
  createScriptURL(url: string): string;
}

interface Policy extends Rules {
  readonly name: string;
}

declare global {
  interface Window {
    /** Trusted Types, which not every browser has. Its value types are omitted: TypeScript's DOM treats them as strings. */
    readonly trustedTypes?: { createPolicy(name: string, rules: Rules): Policy };
  }
}

const name = 'wirebench-editor';

const rules: Rules = {
  createHTML: holdInlineStyles,
  createScriptURL(url) {
    if (url !== editorWorkerUrl) throw new TypeError(`${url} is not the editor's worker.`);
    return url;
  },
};

/** The one policy for everything that Monaco inserts: where it would create one per part, it gets this one. */
const policy = window.trustedTypes?.createPolicy(name, rules) ?? { name, ...rules };

window.MonacoEnvironment = {
  getWorker: () => new Worker(policy.createScriptURL(editorWorkerUrl), { type: 'module', name: 'editor' }),
  createTrustedTypesPolicy: () => policy,
};
