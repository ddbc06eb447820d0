import { useEffect, useState } from 'react';
import { isAborted, messageOf } from '../../../shared/base/errors.ts';
import { fail, type Result } from '../../../shared/base/result.ts';
import { readBytes } from '../../state/records/readBytes.ts';
import type { JsonLines } from '../../../shared/json/jsonLines.ts';
import { jsonOf, tooLargeForJson, type JsonProspect } from './jsonOf.ts';
import type { InspectedRecord } from './useByteWindow.ts';

/** The record as JSON, or a sentence why not; null until that is known, or while JSON is not requested. */
export function useJson(
  record: InspectedRecord | null,
  prospect: JsonProspect,
  isAsked: boolean,
): Result<JsonLines, string> | null {
  const [json, setJson] = useState<{ of: InspectedRecord; result: Result<JsonLines, string> } | null>(null);
  const reads = prospect === 'glance' || (prospect === 'likely' && isAsked);
  useEffect(() => {
    if (!reads || record === null) return undefined;
    const abort = new AbortController();
    const read = async (): Promise<void> => {
      const result = await readJson(record, abort.signal);
      if (result && !abort.signal.aborted) setJson({ of: record, result });
    };
    void read();
    return () => abort.abort();
  }, [record, reads]);
  if (record === null) return null;
  if (prospect === 'tooLarge') return fail(tooLargeForJson(record.size));
  return json?.of === record ? json.result : null;
}

async function readJson(
  { client, source, seq, size }: InspectedRecord,
  signal: AbortSignal,
): Promise<Result<JsonLines, string> | null> {
  try {
    return jsonOf(await readBytes(client, source, { seq, from: 0, to: size }, signal));
  } catch (error) {
    return isAborted(error) ? null : fail(messageOf(error));
  }
}
