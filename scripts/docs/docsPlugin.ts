import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';
import { messageOf } from '../../shared/base/errors.ts';
import { contentTypeOf } from '../../shared/base/pageAnswer.ts';
import type { makeDocs as MakeDocs } from './docsSite.ts';

/** Where the search and the theme of the pages come from, below the folder of the page. */
const script = { source: 'docs/docs.ts', name: 'docs/docs.js' };

/** Puts the documentation beside the page, in a folder `docs`; during development, it is made anew for each page that is asked for. */
export function docsBesidePage(root: string): Plugin {
  return {
    name: 'docs-beside-page',
    buildStart() {
      if (this.environment.mode === 'dev') return;
      this.emitFile({ type: 'chunk', id: join(root, 'renderer', script.source), fileName: script.name });
    },
    async generateBundle() {
      for (const { name, content } of await docsOf(root)) {
        this.emitFile({ type: 'asset', fileName: `docs/${name}`, source: content });
      }
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const { url = '' } = request;
        const [, name] = /^\/docs\/([\w.-]*)(?:\?.*)?$/.exec(url) ?? [];
        if (url === `/${script.name}`) request.url = `/${script.source}`;
        if (name === undefined || /\.[jt]s$/.test(name)) next();
        else void answer(root, name === '' ? 'index.html' : name, response);
      });
    },
  };
}

async function answer(root: string, name: string, response: ServerResponse): Promise<void> {
  try {
    const file = (await docsOf(root)).find((each) => each.name === name);
    response.statusCode = file ? 200 : 404;
    response.setHeader('Content-Type', contentTypeOf(name));
    response.end(file?.content);
  } catch (error) {
    response.statusCode = 500;
    response.end(messageOf(error));
  }
}

/** Loaded by itself: what bundles this file for Vite would take the whole command line along, whose help is on a page. */
async function docsOf(root: string): ReturnType<typeof MakeDocs> {
  const url = pathToFileURL(join(root, 'scripts', 'docs', 'docsSite.ts')).href;
  const { makeDocs } = (await import(url)) as { makeDocs: typeof MakeDocs };
  return makeDocs(root);
}
