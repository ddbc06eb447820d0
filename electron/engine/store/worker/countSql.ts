import { frameKinds } from '../../../../shared/model/record.ts';

/** How records are counted, in SQL: the same as `Tally` does it. */

/** True for the records that carry bytes of the wire. */
export const isFrameSql = `kind IN (${frameKinds.map((kind) => `'${kind}'`).join(', ')})`;

/** The second of the epoch in which a time is; integer division rounds times before 1970 up, so one is taken off. */
export const secondSql = 'at / 1000000 - (at % 1000000 < 0)';
