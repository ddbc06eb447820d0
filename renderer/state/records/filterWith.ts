import { withTerm } from '../../../shared/filter/withTerm.ts';
import type { RecordView } from './recordView.ts';

/** Lists what a term is true of besides what is filtered already, at once. */
export function filterWith({ filter }: Pick<RecordView, 'filter'>, term: string): void {
  filter.setMode('filter');
  filter.setText(withTerm(filter.store.getState().text, term));
  filter.apply();
}
