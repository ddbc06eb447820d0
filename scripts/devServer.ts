/**
 * The workbench for `npm run dev` in a browser: the engine from source, and Vite in front of the page. `node --watch` starts it again when
 * a file of the engine changes. The policy of the page is relaxed for what Vite puts into it, here and nowhere else.
 */
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { z } from 'zod';
import config from '../electron.vite.config.ts';
import { listenForStop } from '../electron/cli/stopSignal.ts';
import { defaultWorkspace, startHeadless } from '../electron/headless.ts';
import { messageOf } from '../shared/base/errors.ts';
import { onAbort } from '../shared/base/onAbort.ts';
import { refuse, type PageHandler } from '../electron/server/staticPage.ts';

const environment = z
  .object({
    WIREBENCH_DEV_TOKEN: z.string().min(22),
    WIREBENCH_DEV_PORT: z.coerce.number().int(),
    WIREBENCH_DEV_RELOAD_PORT: z.coerce.number().int(),
  })
  .parse(process.env);
const reload = { host: '127.0.0.1', port: environment.WIREBENCH_DEV_RELOAD_PORT };
const { values } = parseArgs({
  options: { workspace: { type: 'string' }, port: { type: 'string' } },
  strict: false,
});

const stop = listenForStop();
const vite = await createServer({
  ...config.renderer,
  configFile: false,
  appType: 'spa',
  logLevel: 'warn',
  server: { middlewareMode: true, hmr: { ...reload, clientPort: reload.port } },
});

const page: PageHandler = (request, response, host) => {
  response.setHeader('Content-Security-Policy', devPolicy(host));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  vite.middlewares(request, response, () => refuse(response, 404, host, 'There is nothing here.'));
};

/** Vite adds scripts and styles to the page as text, and speaks to it by a WebSocket of its own. */
function devPolicy(host: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self' ws://${host} ws://${reload.host}:${reload.port}`,
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const starting = startHeadless({
  workspace: typeof values.workspace === 'string' ? values.workspace : defaultWorkspace(),
  port: typeof values.port === 'string' ? Number(values.port) : environment.WIREBENCH_DEV_PORT,
  token: environment.WIREBENCH_DEV_TOKEN,
  page,
});
const running = await starting.catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
});
process.stdout.write(`Wirebench is ready at ${running.url}\n`);

async function end(): Promise<void> {
  await running.close();
  await vite.close();
  process.exit();
}
onAbort(stop, () => void end());
