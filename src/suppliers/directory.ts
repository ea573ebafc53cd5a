import type { Tx } from '#platform';
import type { Context } from '#policy';
import { shippedProviders } from './data/voip-providers-data.ts';
import { invalidTemplate, invalidUserName, notConfirmed, unknownProvider } from './errors.ts';
import { fillTemplate, isUriTemplate, isUserName } from './rules.ts';
import {
  mergeShipped,
  selectProvider,
  selectProviders,
  upsertProvider,
  type ProviderFilter,
} from './store/providers.ts';
import type { VoipProvider } from './voip-provider.ts';

/** The VoIP providers that are listed: recommended ones first, then by name. */
export const listProviders = (tx: Tx, filter: ProviderFilter = {}): Promise<readonly VoipProvider[]> =>
  selectProviders(tx, filter);

/** One provider, also one that is no longer listed. @refuses suppliers.unknown_provider */
export const providerNamed = async (tx: Tx, slug: string): Promise<VoipProvider> => {
  const provider = await selectProvider(tx, slug);
  if (provider === undefined) throw unknownProvider({ provider: slug });
  return provider;
};

/**
 * The SIP address of a customer's account at a provider of the directory.
 * @refuses suppliers.unknown_provider, suppliers.invalid_user_name
 */
export const addressAt = async (
  tx: Tx,
  account: { readonly provider: string; readonly userName: string },
): Promise<string> => {
  const { name, sipUriTemplate, listed } = await providerNamed(tx, account.provider);
  if (!listed) throw unknownProvider({ provider: account.provider });
  if (!isUserName(account.userName)) throw invalidUserName({ userName: account.userName, provider: name });
  return fillTemplate(sipUriTemplate, account.userName);
};

/**
 * Adds a provider to the directory, or changes what it says of one; no release overwrites that any more.
 * @refuses suppliers.invalid_template, suppliers.not_confirmed
 */
export const putProvider = async (tx: Tx, context: Context, provider: VoipProvider): Promise<void> => {
  if (!isUriTemplate(provider.sipUriTemplate)) throw invalidTemplate({ template: provider.sipUriTemplate });
  if (
    (provider.recommended && provider.evidence !== 'provider') ||
    (provider.evidence === 'provider' && provider.source === null)
  )
    throw notConfirmed({ provider: provider.slug });
  await upsertProvider(tx, provider, { at: context.clock.now(), by: context.actor });
};

/** Brings the directory that the product ships into the operator's; what staff have changed stays as they left it. Returns how many changed. */
export const refreshDirectory = (tx: Tx, context: Pick<Context, 'clock'>): Promise<number> =>
  mergeShipped(tx, shippedProviders, context.clock.now());
