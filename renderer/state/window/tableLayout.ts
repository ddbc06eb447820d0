import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';
import { columnsSchema, usualColumns } from './tableColumns.ts';

const timeFormatSchema = z.object({
  /** What the time of a record is: of day here or in UTC, or how long after the connection or the record above. */
  basis: z.enum(['local', 'utc', 'start', 'previous']),
  /** `auto`: microseconds, unless the preview would become too narrow. */
  precision: z.enum(['auto', 'us', 'ms', 's']),
});
export type TimeFormat = z.infer<typeof timeFormatSchema>;
export const timeBases = timeFormatSchema.shape.basis.options;
export const timePrecisions = timeFormatSchema.shape.precision.options;

const densitySchema = z.enum(['comfortable', 'compact']);
type Density = z.infer<typeof densitySchema>;
export const densities = densitySchema.options;

/** The names of the choices on the screen. */
export const timeBasisNames: Readonly<Record<TimeFormat['basis'], string>> = {
  local: 'Local time',
  utc: 'UTC',
  start: 'Since the start',
  previous: 'Since the record above',
};
export const timePrecisionNames: Readonly<Record<TimeFormat['precision'], string>> = {
  auto: 'Microseconds where there is room',
  us: 'Microseconds',
  ms: 'Milliseconds',
  s: 'Seconds',
};
export const densityNames: Readonly<Record<Density, string>> = {
  comfortable: 'Comfortable',
  compact: 'Compact',
};

/** How high a row is, in pixels. */
export const rowPixels: Readonly<Record<Density, number>> = { comfortable: 24, compact: 20 };

const tableLayoutSchema = z.object({
  columns: columnsSchema,
  time: timeFormatSchema,
  density: densitySchema,
});

/** How the records tables of all tabs look. */
export type TableLayout = z.infer<typeof tableLayoutSchema>;

export const usualLayout: TableLayout = {
  columns: usualColumns,
  time: { basis: 'local', precision: 'auto' },
  density: 'comfortable',
};

const storageKey = 'wirebench.table';

/** The layout of the records tables; remembered. */
export function createTableLayout(storage: KeyStorage): StoreApi<TableLayout> {
  const store = createStore<TableLayout>(() => readTableLayout(storage));
  store.subscribe((layout) => writeStored(storage, storageKey, layout));
  return store;
}

/** The layout that is kept, or the usual one. */
export function readTableLayout(storage: KeyStorage): TableLayout {
  return readStored(storage, storageKey, tableLayoutSchema) ?? usualLayout;
}
