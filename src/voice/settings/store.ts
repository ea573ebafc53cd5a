import { sql } from 'kysely';
import type { Database, Tx } from '#platform';
import type { VoiceSettings } from './settings.ts';

const asTheOperator: VoiceSettings = { timeZone: null, setAsideDays: null };

export const selectSettings = async (db: Database, customerId: string): Promise<VoiceSettings> => {
  const { rows } = await sql<VoiceSettings>`
    select time_zone, set_aside_days from voice.setting where customer_id = ${customerId}`.execute(db);
  return rows[0] ?? asTheOperator;
};

export const upsertSettings = async (
  tx: Tx,
  customerId: string,
  { timeZone, setAsideDays }: VoiceSettings,
): Promise<void> => {
  await sql`
    insert into voice.setting (customer_id, time_zone, set_aside_days) values (${customerId}, ${timeZone}, ${setAsideDays})
    on conflict (customer_id) do update set time_zone = excluded.time_zone, set_aside_days = excluded.set_aside_days`.execute(
    tx,
  );
};
