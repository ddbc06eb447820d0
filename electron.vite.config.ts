import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import packageJson from './package.json' with { type: 'json' };
import { docsBesidePage } from './scripts/docs/docsPlugin.ts';
import { createNotices } from './scripts/notices/notices.ts';

const root = import.meta.dirname;

/**
 * `ws` and `zod` are bundled, so that the application's archive needs no node_modules. The native helpers of `ws` are optional: it asks
 * for them with a `require` that may fail, and does without. Node checks UTF-8 natively by itself, so one of them is never there.
 */
const neverThere = ['utf-8-validate'];

/**
 * The other one masks large messages. It comes prebuilt for most platforms; those files stand beside the bundle, and what `ws` asks for
 * loads the one of this machine. Where there is none, or it does not load, that throws, as `ws` expects.
 */
function nativeMasking(): Plugin {
  const name = 'bufferutil';
  const moduleId = `\0${name}`;
  const packageFolder = resolve(root, 'node_modules', name);
  return {
    name: 'native-masking',
    enforce: 'pre',
    resolveId: { filter: { id: /^bufferutil$/ }, handler: () => moduleId },
    load: {
      filter: { id: /^\0bufferutil$/ },
      handler: () => `
        import { createRequire } from 'node:module';
        const folder = import.meta.url.includes('/chunks/') ? '..' : '.';
        const file = folder + '/${name}/' + process.platform + '-' + process.arch + '.node';
        export const { mask, unmask } = createRequire(import.meta.url)(file);
      `,
    },
    generateBundle() {
      // It is an optional dependency: npm leaves it out where it cannot be installed.
      for (const path of globSync(join(packageFolder, 'prebuilds', '*', `${name}.node`))) {
        this.emitFile({
          type: 'asset',
          fileName: `${name}/${basename(dirname(path))}.node`,
          originalFileName: path,
          source: readFileSync(path),
        });
      }
    },
  };
}

/** The page is built last, so the notices of everything are among its files. */
const notices = createNotices(root, packageJson.version);

export default defineConfig({
  main: {
    plugins: [nativeMasking(), notices.collect()],
    build: {
      outDir: resolve(root, 'out/main'),
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: {
          main: resolve(root, 'electron/main.ts'),
          headless: resolve(root, 'electron/headless.ts'),
          cli: resolve(root, 'electron/cli.ts'),
          storeWorker: resolve(root, 'electron/engine/store/worker/storeWorker.ts'),
          importWorker: resolve(root, 'electron/engine/workspace/importWorker.ts'),
        },
        external: neverThere,
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          // electron/workerUrls.ts knows the name of this folder.
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    plugins: [notices.collect()],
    build: {
      outDir: resolve(root, 'out/preload'),
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: resolve(root, 'electron/preload.ts') },
        // The preload of a sandboxed window is one CommonJS file: there is neither `import` nor a `require` of files.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    plugins: [react(), docsBesidePage(root), notices.write()],
    build: {
      outDir: resolve(root, 'out/renderer'),
      // The same page is opened in browsers that are not Electron's own.
      target: 'es2024',
      minify: true,
      sourcemap: false,
      // The page's policy allows no `data:` for scripts, styles, fonts and workers: every asset stays a file.
      assetsInlineLimit: 0,
      // The polyfill would be a script in the page, and every browser that can run the page knows modulepreload.
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4096,
      rolldownOptions: {
        input: resolve(root, 'renderer/index.html'),
        output: {
          codeSplitting: {
            groups: [
              // What every start needs is one file. What is loaded later would otherwise take parts of it along.
              { name: 'first', tags: ['$initial'], test: /^(?!.*[\\/]renderer[\\/]docs[\\/])/, priority: 1 },
              // The documentation has a script of its own, which takes this from the page.
              { name: 'themeKey', test: /[\\/]themeKey\.ts$/, priority: 2 },
              { name: 'encodings', test: /[\\/]shared[\\/]bytes[\\/]allEncodings\.ts$/ },
              {
                name: 'searchedLists',
                test: /[\\/]features[\\/](?:palette[\\/]Palette|window[\\/]TabList)\.tsx$/,
              },
            ],
          },
        },
      },
    },
    worker: { format: 'es', plugins: () => [notices.collect()] },
  },
});
