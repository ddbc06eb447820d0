import type { StoreApi } from 'zustand';
import type { RecordView } from '../../state/records/recordView.ts';
import {
  usualColumns,
  withMoved,
  withShown,
  withWidth,
  type ColumnId,
} from '../../state/window/tableColumns.ts';
import {
  densities,
  densityNames,
  timeBases,
  timeBasisNames,
  timePrecisionNames,
  timePrecisions,
  type TableLayout,
} from '../../state/window/tableLayout.ts';
import { formatKeys } from '../../ui/keys.ts';
import type { MenuItem } from '../../ui/Menu.tsx';
import { columnFacts } from './columnFacts.ts';

/** What the menu of the table changes. */
interface TableMenuSubject {
  readonly layout: StoreApi<TableLayout>;
  readonly view: RecordView;
  /** The columns that are shown, in their order. */
  readonly shown: readonly ColumnId[];
}

/** Which columns there are, how times are told, and how high the rows are. */
export function tableMenu({ layout, view, shown }: TableMenuSubject): MenuItem[] {
  const { columns, density } = layout.getState();
  return [
    ...columns.map(({ id }, place): MenuItem => {
      const isShown = shown.includes(id);
      const item = {
        label: columnFacts(id).name,
        toggled: isShown,
        // The last one stays, since it carries this menu.
        disabled: isShown && shown.length === 1,
        run: () => layout.setState({ columns: withShown(columns, id, !isShown) }),
      };
      return place === 0 ? Object.assign(item, { heading: 'Columns', separated: true }) : item;
    }),
    { label: 'Reset columns', run: () => layout.setState({ columns: usualColumns }) },
    { label: 'Show time as', separated: true, items: timeItems(layout, view) },
    {
      label: 'Density',
      items: densities.map((each) => ({
        label: densityNames[each],
        checked: each === density,
        run: () => layout.setState({ density: each }),
      })),
    },
  ];
}

function timeItems(layout: StoreApi<TableLayout>, view: RecordView): MenuItem[] {
  const { time } = layout.getState();
  const reference = view.reference.getState();
  return [
    ...timeBases.map((basis) => ({
      label: timeBasisNames[basis],
      checked: reference === null && basis === time.basis,
      run: () => {
        view.reference.setState(null, true);
        layout.setState({ time: { ...time, basis } });
      },
    })),
    ...(reference === null
      ? []
      : [{ label: `Since record ${reference.seq}`, checked: true, run: () => undefined }]),
    ...timePrecisions.map((precision, place) => ({
      label: timePrecisionNames[precision],
      separated: place === 0,
      checked: precision === time.precision,
      run: () => layout.setState({ time: { ...time, precision } }),
    })),
  ];
}

interface ColumnMenuSubject extends TableMenuSubject {
  readonly id: ColumnId;
  /** Makes the column as wide as what is seen of it. */
  readonly fit: () => void;
}

/** The same, below what can be done with one column. */
export function columnMenu(subject: ColumnMenuSubject): MenuItem[] {
  const { layout, shown, id, fit } = subject;
  const { columns } = layout.getState();
  const move = (by: -1 | 1): Pick<MenuItem, 'disabled'> & { readonly run: () => void } => {
    const moved = columnBeside(shown, id, by);
    return {
      disabled: moved === undefined,
      run: () => moved !== undefined && layout.setState({ columns: withMoved(columns, id, moved) }),
    };
  };
  return [
    { label: 'Move left', keys: formatKeys('Mod+Shift+←'), ...move(-1) },
    { label: 'Move right', keys: formatKeys('Mod+Shift+→'), ...move(1) },
    { label: 'As wide as its content', run: fit },
    {
      label: 'Usual width',
      disabled: columns.every((column) => column.id !== id || column.width === undefined),
      run: () => layout.setState({ columns: withWidth(columns, id, null) }),
    },
    {
      label: 'Hide column',
      disabled: shown.length === 1,
      run: () => layout.setState({ columns: withShown(columns, id, false) }),
    },
    ...tableMenu(subject),
  ];
}

/** The shown column beside another one. */
export function columnBeside(shown: readonly ColumnId[], id: ColumnId, by: -1 | 1): ColumnId | undefined {
  return shown[shown.indexOf(id) + by];
}
