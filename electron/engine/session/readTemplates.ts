import type { Templates } from '../template/templates.ts';

/** Reads what a message stands for, with what is known when its turn has come. */
export type ReadTemplates = () => Promise<Templates>;
