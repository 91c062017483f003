import type pg from 'pg'
import { codeName } from '#domain/cases/code-name.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { reportDue } from '#features/protection/retention/report-due.ts'
import type { House } from '#server/house.ts'
import { chanceFrom } from './chance.ts'
import { idAt } from './invent-case.ts'

/** Which of the invented cases have ended: of each agency that leads some, its first two closed ones of adults who agreed. */
const ENDED = `
  select c.id, row_number() over (partition by c.lead_agency_id order by c.id) as place
    from aman."case" c
   where c.status = 'closed' and c.age_group = 'adult'
     and not exists (select from aman.referral r where r.case_id = c.id and r.lawful_basis is not null)`

/** The columns that say when, by table, so that a whole case can be told as one of years ago. */
const MOMENTS: Record<string, { of: string; moments: readonly string[]; ranges?: readonly string[] }> = {
  case: { of: 'id', moments: ['opened_at', 'closed_at'] },
  case_narrative: { of: 'case_id', moments: ['written_at'] },
  consent: { of: 'case_id', moments: ['valid_from', 'valid_until', 'recorded_at'] },
  referral: {
    of: 'case_id',
    moments: ['drafted_at', 'sent_at', 'answer_due_at', 'expires_at', 'answered_at', 'closed_at'],
  },
  grant_of_access: { of: 'case_id', moments: ['created_at', 'opens_until'], ranges: ['valid'] },
  bed_use: { of: 'case_id', moments: [], ranges: ['during'] },
  screening: { of: 'case_id', moments: ['started_at', 'completed_at'] },
}

/** In each agency one case whose time to go has come and is announced, and one whose person wishes to be erased. */
export async function seedEndings(house: House, client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ id: string; place: string }>(
    `select id, place from (${ENDED}) e where place <= 2`,
  )
  const placed = (place: number) => rows.filter(row => Number(row.place) === place).map(row => row.id)
  for (const [table, { of, moments, ranges = [] }] of Object.entries(MOMENTS)) {
    const earlier = [
      ...moments.map(each => `${each} = ${each} - interval '5 years'`),
      ...ranges.map(
        each => `${each} = case when isempty(${each}) then ${each}
          else tstzrange(lower(${each}) - interval '5 years', upper(${each}) - interval '5 years') end`,
      ),
    ]
    await client.query(`update aman."${table}" set ${earlier.join(', ')} where ${of} = any($1)`, [placed(1)])
  }
  await reportDue({ client, country: house.country, now: house.clock() })
  await client.query(
    `insert into aman.erasure_request (id, case_id, wished_by, asked_by, asked_at)
     select gen_random_uuid(), c.id, 'self', s.user_id, $2
       from aman."case" c
       join lateral (select user_id from aman.staff s
         where s.agency_id = c.lead_agency_id and s.role in ('hotline-operator', 'officer') order by user_id limit 1) s on true
      where c.id = any($1)`,
    [placed(2), new Date(house.clock().getTime() - 86_400_000)],
  )
  await seedNotices(house, client)
}

/** People of whom only paper is left. */
async function seedNotices(house: House, client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `select id from aman.agency where kind in ('ngo', 'shelter', 'service-provider') order by id`,
  )
  const now = house.clock()
  for (const [index, { id }] of rows.entries()) {
    const chance = chanceFrom(5000 + Math.floor(index / 4))
    const erasedOn = dayIn(house.country.timeZone, new Date(now.getTime() - (2 + (index % 4)) * 5 * 86_400_000))
    await client.query(
      'insert into aman.erasure_notice (id, agency_id, code_name, erased_on) values ($1, $2, $3, $4)',
      [idAt(chanceFrom(6000 + index), now), id, codeName(Uint8Array.from([7, 7, 7, chance.below(256)])), erasedOn],
    )
  }
}
