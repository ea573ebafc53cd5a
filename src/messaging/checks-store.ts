import { sql } from 'kysely';
import type { Tx } from '#platform';

/** Messages of which another number of parts is known than arrived. What is erased has no arrivals any more. */
export const selectMiscounted = async (
  tx: Tx,
): Promise<{ readonly id: string; readonly counted: number; readonly arrived: number } | undefined> => {
  const { rows } = await sql<{ id: string; counted: number; arrived: number }>`
    select m.id, m.parts_received as counted, count(a.no)::int as arrived
      from messaging.message m left join messaging.arrival a on a.message_id = m.id
     where m.erased_at is null
     group by m.id, m.parts_received having count(a.no) <> m.parts_received
     order by m.id limit 1`.execute(tx);
  return rows[0];
};

/** Messages that lack parts, of which other parts are kept than were counted; and whole ones that still have some. */
export const selectMiskept = async (
  tx: Tx,
): Promise<{ readonly id: string; readonly counted: number; readonly kept: number } | undefined> => {
  const { rows } = await sql<{ id: string; counted: number; kept: number }>`
    select m.id, case when m.state = 'complete' then 0 else m.parts_received end as counted, count(p.part_no)::int as kept
      from messaging.message m left join messaging.part p on p.message_id = m.id
     where m.erased_at is null
     group by m.id, m.state, m.parts_received
    having count(p.part_no) <> case when m.state = 'complete' then 0 else m.parts_received end
     order by m.id limit 1`.execute(tx);
  return rows[0];
};
