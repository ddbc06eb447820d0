import { join } from 'node:path';
import { messageOf, WirebenchError } from '../../shared/base/errors.ts';
import { formatCounted } from '../../shared/base/quantity.ts';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import { folderPathSchema, type FolderPath } from '../../shared/model/connectionFolder.ts';
import type { ImportNotes, ImportReport } from '../../shared/model/importReport.ts';
import { makeId } from '../engine/base/makeId.ts';
import { Secrets } from '../engine/secrets/secrets.ts';
import { CollectionReader } from '../engine/workspace/collectionReader.ts';
import { ConnectionFiles } from '../engine/workspace/connectionFiles.ts';
import { EnvironmentFiles } from '../engine/workspace/environmentFiles.ts';
import { importCollection, type ImportTarget } from '../engine/workspace/importCollection.ts';
import { MessageFiles } from '../engine/workspace/messageFiles.ts';
import { createEngineDeps } from '../headless.ts';
import { exitDone, exitFailed, UsageError, type Command, type Surroundings } from './command.ts';
import { parseCommandLine } from './commandLine.ts';
import { readSource } from './importSources.ts';
import { existingWorkspace } from './savedWorkspace.ts';

const help = `Usage: wirebench import FILE|FOLDER… [--workspace DIR] [--into FOLDER] [--json]

Takes collections of other programs into a workspace, each as a folder, and
prints what was imported and what was not, item by item. What a file is, is
told by its content:

  Insomnia        collections of version 4 (JSON) and 5 (YAML)
  Bruno           the FOLDER of a collection, or a single file of it
  Postman         the FOLDER of a collection of version 3, collections of
                  version 2, environments, globals
  Packet Sender   packets.ini, its JSON, its traffic log
  AsyncAPI        documents of version 2 and 3

Nothing is opened, and nothing is fetched. The workspace may be open at the same
time.

  --workspace DIR          ~/Wirebench when not given
  --into FOLDER            the folder that they go into, as gateway/eu
  --json                   one JSON object per FILE or FOLDER:
    {"source":"chat.json","program":"Insomnia","folder":"Chat",
     "connections":2,"messages":3,"environments":1,"variables":2,
     "taken":{"count":8,"notes":[{"item":"Chat/Feed","text":"…"}]},
     "changed":{…},"left":{…}}

Examples
  wirebench import chat.insomnia.json
  wirebench import staging.postman_environment.json --workspace ./sockets
  wirebench import ~/code/chat/bruno asyncapi.yaml
  wirebench import chat.yaml --into gateway --json | jq .left

Exit status 1: a FILE or FOLDER could not be imported, with a sentence on stderr.
`;

export const importCommand: Command = {
  help,
  run: runImport,
};

async function runImport(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    workspace: { type: 'string' },
    into: { type: 'string' },
    json: { type: 'boolean' },
  });
  if (positionals.length === 0) throw new UsageError('FILE or FOLDER is missing.');
  const folder = await existingWorkspace(values.workspace);
  const target = await openTarget(folder, (sentence) => surroundings.warn(sentence));
  const into = folderIn(target, values.into ?? '');
  let status = exitDone;
  for (const source of positionals) {
    try {
      const report = await importCollection(target, source, await readSource(source), into);
      await surroundings.output.write(
        values.json === true ? `${JSON.stringify({ source, ...report })}\n` : describe(source, report),
      );
    } catch (error) {
      if (!(error instanceof WirebenchError)) throw error;
      surroundings.warn(messageOf(error));
      status = exitFailed;
    }
  }
  return status;
}

/** The workspace may be open in another program: what is written never replaces anything, and the other one sees it. */
async function openTarget(folder: string, warn: (sentence: string) => void): Promise<ImportTarget> {
  const { importWorker } = createEngineDeps(folder);
  const place = join(folder, 'connections');
  const messages = new MessageFiles(place, makeId);
  const connections = new ConnectionFiles(place, makeId, messages);
  const environments = new EnvironmentFiles({
    folder: join(folder, 'environments'),
    makeId,
    replaced: () => Promise.resolve(),
  });
  await connections.rescan();
  return {
    ...{ connections, messages, environments, makeId, reader: new CollectionReader(importWorker) },
    secrets: new Secrets({ folder: join(folder, 'secrets'), makeId, warn }),
  };
}

function folderIn({ connections }: ImportTarget, text: string): FolderPath {
  const path = folderPathSchema.safeParse(text.replace(/^\.?\/|\/$/g, ''));
  const { folders } = connections.list.value;
  if (path.success && (path.data === '' || folders.some((folder) => folder.path === path.data)))
    return path.data;
  throw new UsageError(
    `There is no folder “${visibleLine(text)}” in the workspace. wirebench list prints its folders.`,
  );
}

function describe(source: string, report: ImportReport): string {
  const { program, folder, connections, messages, environments, variables, taken, changed, left } = report;
  const counts = [
    formatCounted(connections, 'connection'),
    formatCounted(messages, 'message'),
    formatCounted(environments, 'environment'),
    formatCounted(variables, 'variable'),
  ].join(', ');
  const where = folder === null ? '' : ` into ${visibleLine(folder)}/`;
  return [
    `${visibleLine(source)} (${program})${where}: ${counts}`,
    ...linesOf('Imported', taken),
    ...linesOf('Imported with changes', changed),
    ...linesOf('Not imported', left),
    '',
  ].join('\n');
}

function linesOf(title: string, { notes, count }: ImportNotes): readonly string[] {
  if (count === 0) return [];
  const more = count - notes.length;
  return [
    `  ${title}:`,
    ...notes.map(({ item, text }) => `    ${visibleLine(item)}: ${visibleLine(text)}`),
    ...(more > 0 ? [`    and ${formatCounted(more, 'more', 'more')}`] : []),
  ];
}
