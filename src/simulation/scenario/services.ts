import type { Tx } from '#platform';
import type { Context } from '#policy';
import { putService, refreshDirectory } from '#suppliers';
import type { Story } from './story.ts';

/** The operator of a story resells whatever services the story mentions, and has the directory of VoIP providers to recommend in their place. */
export const addServices = async (tx: Tx, context: Context, { steps }: Story): Promise<void> => {
  const names = new Set(steps.flatMap(serviceIn));
  for (const service of names) {
    const title = service.replaceAll('-', ' ');
    const titles = { en: title, es: title, it: title };
    await putService(tx, context, { name: service, titles, supplier: null, sipUriTemplate: null });
  }
  if (names.size > 0) await refreshDirectory(tx, context);
};

/** Words of the product's own: a name that is none is refused by the step that uses it. */
const isName = (text: unknown): text is string =>
  typeof text === 'string' && /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(text);

const serviceIn = ({ verb, with: order }: Story['steps'][number]): readonly string[] => {
  const named = order as { readonly service?: unknown; readonly to?: { readonly service?: unknown } };
  const service = verb === 'forward' ? named.to?.service : verb === 'sunset' ? named.service : undefined;
  return isName(service) ? [service] : [];
};
