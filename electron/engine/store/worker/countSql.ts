import { payloadKinds } from '../../../../shared/model/record.ts';

/** These expressions count records in SQL, as `Tally` does. */

/** True for records that carry bytes of the wire. */
export const isPayloadSql = `kind IN (${payloadKinds.map((kind) => `'${kind}'`).join(', ')})`;

/** The second of the epoch that contains a time; integer division rounds times before 1970 up, so one is subtracted. */
export const secondSql = 'at / 1000000 - (at % 1000000 < 0)';
