import type { Workspace } from '../../electron/engine/workspace/workspace.ts';
import type { EnvironmentId } from '../../shared/model/ids.ts';
import { resolveText } from '../../shared/template/resolveText.ts';

/** What a template becomes in a workspace, or the code and the sentence of its problem. */
export async function textIn(
  workspace: Workspace,
  text: string,
  environment: EnvironmentId | null = null,
): Promise<string> {
  const templates = await workspace.variables.templates({ environment });
  const resolved = await templates.resolve((resolver) => resolveText(resolver, text));
  return resolved.ok ? resolved.value.text : `${resolved.problem[0].code}: ${resolved.problem[0].message}`;
}
