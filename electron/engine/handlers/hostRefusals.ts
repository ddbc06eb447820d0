import { WirebenchError } from '../../../shared/base/errors.ts';
import type { HandlersOf } from './handlersOf.ts';

function refuse(): never {
  throw new WirebenchError('UNSUPPORTED', 'Only the desktop program can do this.');
}

/** What an engine answers that no desktop program is around. */
export const hostRefusals: HandlersOf<'host' | 'errands'> = {
  'host.showMenus': refuse,
  'host.asked': refuse,
  'host.show': refuse,
  'host.notify': refuse,
  'host.set': refuse,
  'host.updates': refuse,
  'host.update': refuse,
  'errands.taken': refuse,
  'errands.openFile': refuse,
};
