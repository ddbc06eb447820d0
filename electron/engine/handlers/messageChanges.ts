import { isDeepStrictEqual } from 'node:util';
import type { Cell } from '../../../shared/base/signal.ts';
import type { MessageChanges } from '../../../shared/contract/messages.ts';
import type { SavedMessage } from '../../../shared/model/savedMessage.ts';
import type { MessageList } from '../workspace/savedMessages.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** 200 messages, or 256 Ki characters of their bodies: a window reads them in a few milliseconds. */
const mostAtOnce = 200;
const mostCharactersAtOnce = 256 * 1024;

/** The messages for a window. They are read as soon as somebody asks. */
export function listMessages(
  { messages }: Pick<Workspace, 'messages'>,
  signal: AbortSignal,
): AsyncIterable<MessageChanges> {
  void messages.whenRead();
  return messageChanges(messages.list, signal);
}

/** What a reader of the list has to be told, in pieces: first everything, then what has changed since it was told last. */
export async function* messageChanges(
  list: Cell<MessageList>,
  signal: AbortSignal,
): AsyncGenerator<MessageChanges, void, undefined> {
  let told: ReadonlyMap<string, SavedMessage> = new Map();
  let problems: MessageList['problems'] | null = null;
  let isFirst = true;
  for await (const state of list.changes(signal)) {
    const { messages } = state;
    const now = new Map(messages.map((each) => [each.id, each]));
    const pieces = inPieces(messages.filter((each) => told.get(each.id) !== each));
    const gone = [...told.values()].filter(({ id }) => !now.has(id)).map(({ id }) => id);
    for (const [index, piece] of pieces.entries()) {
      const isLast = index === pieces.length - 1;
      yield {
        isFirst,
        isWhole: isLast,
        isLoaded: state.isWhole,
        hasUnread: state.unread !== null,
        messages: piece,
        gone: index === 0 ? gone : [],
        problems: !isLast || isDeepStrictEqual(state.problems, problems) ? null : [...state.problems],
      };
      isFirst = false;
    }
    told = now;
    problems = state.problems;
  }
}

/** At least one piece, which may be empty. */
function inPieces(messages: readonly SavedMessage[]): SavedMessage[][] {
  let last: SavedMessage[] = [];
  const pieces = [last];
  let characters = 0;
  for (const message of messages) {
    if (last.length >= mostAtOnce || (last.length > 0 && characters > mostCharactersAtOnce)) {
      pieces.push((last = []));
      characters = 0;
    }
    last.push(message);
    characters += message.body.length;
  }
  return pieces;
}
