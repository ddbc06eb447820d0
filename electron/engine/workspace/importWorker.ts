/** The thread that reads a collection starts here: it answers one question, and ends. */
import { parentPort } from 'node:worker_threads';
import { readFiles } from '../../../shared/import/readFiles.ts';
import type { ReadingQuestion } from './collectionReader.ts';

if (!parentPort) throw new Error('Collections are read in a worker thread: start it with CollectionReader.');
const port = parentPort;
port.once('message', ({ files, context }: ReadingQuestion) => port.postMessage(readFiles(files, context)));
