import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

/**
 * `ws` and `zod` are bundled, so that the application's archive needs no node_modules. The two native helpers of `ws` are optional: it
 * asks for them with a `require` that may fail, and does without.
 */
const optionalPackages = ['bufferutil', 'utf-8-validate'];

/** The licences of what is bundled go along with it, as they ask. */
const license = { fileName: 'licenses.md' };

export default defineConfig({
  main: {
    build: {
      outDir: resolve(root, 'out/main'),
      externalizeDeps: false,
      sourcemap: true,
      license,
      rolldownOptions: {
        input: {
          main: resolve(root, 'electron/main.ts'),
          headless: resolve(root, 'electron/headless.ts'),
          cli: resolve(root, 'electron/cli.ts'),
          storeWorker: resolve(root, 'electron/engine/store/storeWorker.ts'),
        },
        external: optionalPackages,
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          // electron/storeWorkerUrl.ts knows the name of this folder.
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  preload: {
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
    plugins: [react()],
    build: {
      outDir: resolve(root, 'out/renderer'),
      // The same page is opened in browsers that are not Electron's own.
      target: 'es2024',
      minify: true,
      sourcemap: false,
      license,
      // The page's policy allows no `data:` for scripts, styles, fonts and workers: every asset stays a file.
      assetsInlineLimit: 0,
      // The polyfill would be a script in the page, and every browser that can run the page knows modulepreload.
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4096,
      rolldownOptions: { input: resolve(root, 'renderer/index.html') },
    },
    worker: { format: 'es' },
  },
});
