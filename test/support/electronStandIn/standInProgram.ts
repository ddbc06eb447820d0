/**
 * The process in which a main bundle runs with the stand-in: `node standInProgram.ts MAIN [argument]…`. It evaluates what the test sends over
 * the channel between the two, with the stand-in as first parameter.
 */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { Caller } from './caller.ts';
import { programPath } from '../testedPrograms.ts';
import type * as electronStandIn from './electron.ts';

const standIn = pathToFileURL(programPath('electron')).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});

const [main = '', ...args] = process.argv.slice(2);
const application = process.env['STAND_IN_PACKAGED'] === 'yes' ? [] : ['.'];
process.argv = [process.execPath, ...application, ...args];
// Decisions are then those of another system; what Node itself does stays that of this one.
const platform = process.env['STAND_IN_PLATFORM'];
if (platform !== undefined) Object.defineProperty(process, 'platform', { value: platform });
// What a package has beside its archive.
Object.assign(process, { resourcesPath: process.env['STAND_IN_HOME'] });

const electron: typeof electronStandIn = await import(standIn);
const tools = { Caller };

const request = z.object({ id: z.number(), source: z.string(), argument: z.unknown().optional() });
process.on('message', (message) => {
  const { id, source, argument } = request.parse(message);
  const evaluate = async (): Promise<unknown> => {
    // The test's own function, written down; it runs here because the bundle under test does.
    // oxlint-disable-next-line typescript/no-implied-eval
    const compile = new Function(`return (${source});`) as () => (...parameters: unknown[]) => unknown;
    return compile()(electron, argument, tools);
  };
  evaluate().then(
    (value) => process.send?.({ id, value }),
    (error: unknown) => process.send?.({ id, error: String(error) }),
  );
});

// A test that was ended leaves nothing behind.
process.on('disconnect', () => process.exit());

await import(pathToFileURL(main).href);
electron.becomeReady();
process.send?.({ id: 0 });
