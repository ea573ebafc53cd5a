import assert from 'node:assert/strict';
import { lockWallets } from '#ledger';
import { isTimeZone, type Database, type Tx } from '#platform';
import { selectSettings, upsertSettings } from './store.ts';

/** How a customer wants calls to be treated. */
export interface VoiceSettings {
  /** In which the hours of forwardings are meant; null: the operator's. */
  readonly timeZone: string | null;
  /** Calls cannot spend what the renewals due within so many days need; null: nothing is set aside. */
  readonly setAsideDays: number | null;
}

export const defaultSetAsideDays = 7;

export const voiceSettingsOf = (db: Database, customerId: string): Promise<VoiceSettings> =>
  selectSettings(db, customerId);

/** Changes what is named. It counts for the next call, and for the next slice of a call in progress. */
export const changeVoiceSettings = async (
  tx: Tx,
  customerId: string,
  { timeZone, setAsideDays }: { readonly [Name in keyof VoiceSettings]?: VoiceSettings[Name] | undefined },
): Promise<VoiceSettings> => {
  await lockWallets(tx, [customerId]);
  const before = await selectSettings(tx, customerId);
  const settings = {
    timeZone: timeZone === undefined ? before.timeZone : timeZone,
    setAsideDays: setAsideDays === undefined ? before.setAsideDays : setAsideDays,
  };
  assert(settings.timeZone === null || isTimeZone(settings.timeZone), 'the door lets only time zones pass');
  await upsertSettings(tx, customerId, settings);
  return settings;
};
