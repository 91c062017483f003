import type { Client } from 'pg'

/** What the invented cases would have left on the audit record: opened, asked, referred, answered, read. */
const EVENTS = `
  insert into aman.audit_event (at, user_id, agency_id, role, action, subject_ids, detail)
  with leads as (
         select c.id, c.opened_at, c.lead_agency_id, s.user_id, s.role
           from aman."case" c
           join lateral (select * from aman.staff s where s.agency_id = c.lead_agency_id and s.role in ('officer', 'hotline-operator', 'case-worker')
                          order by s.role, s.user_id limit 1) s on true),
       answers as (
         select r.*, s.user_id, s.role
           from aman.referral r
           join lateral (select * from aman.staff s where s.agency_id = r.to_agency_id and s.role not in ('administrator', 'coordinator', 'analyst')
                          order by s.user_id limit 1) s on true
          where r.answered_at is not null and r.status in ('accepted', 'completed'))
  select e.* from (
    select opened_at, user_id, lead_agency_id, role, 'case.opened', array[id], '{"from": "hotline", "identity": true}'::jsonb from leads
    union all
    select n.recorded_at, c.user_id, c.lead_agency_id, c.role, 'consent.recorded', array[c.id, n.id], jsonb_build_object('agreed', n.agreed, 'purpose', n.purpose)
      from aman.consent n join leads c on c.id = n.case_id
    union all
    select r.sent_at, c.user_id, r.from_agency_id, c.role, 'referral.sent', array[r.id, c.id], null
      from aman.referral r join leads c on c.id = r.case_id where r.sent_at is not null
    union all
    select answered_at, user_id, to_agency_id, role, 'referral.accepted', array[id, case_id], null from answers
    union all
    select answered_at + interval '25 minutes', user_id, to_agency_id, role, 'case.read', array[case_id], '{"parts": "facts identity"}' from answers) e
   where e.opened_at <= $1
   order by 1`

/** Two questions for the supervision of the agencies whose sign-ins the demonstration names first. */
const ALERTS = `
  insert into aman.alert (kind, agency_id, user_id, count, since, until, raised_at)
  select a.kind, s.agency_id, s.user_id, a.count, $1::timestamptz - a.ago, $1::timestamptz - a.ago + a.during, $1::timestamptz - a.ago + a.during
    from (values ('many-cases', 23, interval '26 hours', interval '8 minutes'), ('no-relation', 6, interval '3 hours', interval '51 minutes'))
           a (kind, count, ago, during),
         lateral (select distinct on (s.agency_id) s.* from aman.staff s
           where s.role not in ('administrator', 'coordinator') and s.agency_id in (
             select agency_id from aman.staff where role in ('administrator', 'coordinator') and email in ('administrator.1@demo.example', 'coordinator.25@demo.example'))
           order by s.agency_id, s.user_id) s`

/** In two statements, so that the demonstration starts no later for it. */
export async function inventRecord(client: Client, now: Date): Promise<void> {
  await client.query(EVENTS, [now])
  await client.query(ALERTS, [now])
}
