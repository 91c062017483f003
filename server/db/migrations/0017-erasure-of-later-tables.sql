-- What becomes of the tables that came beside 0013 when a person is erased.
insert into aman.erasure_rule (relation, does, turn, rows_of, because, running, running_as) values
  ('case_event', 'delete', 10, 'case_id = any($1)', 'leads from the case to who looked', null, null),
  ('recent_look', 'delete', 10, 'case_id = any($1)', 'names the case', null, null),
  ('attachment', 'delete', 10, 'case_id = any($1)', 'her documents: with the sealed key goes what opens the file', null, null),
  ('consent_receipt', 'delete', 10, 'case_id = any($1)', 'names the case', null, null),
  ('plan_words', 'delete', 10, 'case_id = any($1)', 'what she wants and told', null, null),
  ('plan_change', 'delete', 10, 'case_id = any($1)', 'part of her story', null, null),
  ('plan_follow_up', 'delete', 20, 'case_id = any($1)', 'part of her story', null, null),
  ('plan_review', 'delete', 20, 'case_id = any($1)', 'part of her story', null, null),
  ('plan_agreement', 'delete', 20, 'case_id = any($1)', 'part of her story', null, null),
  ('plan_return', 'delete', 20, 'case_id = any($1)', 'part of her story', null, null),
  ('plan_goal', 'delete', 20, 'case_id = any($1)', 'what she wants', null, null),
  ('plan_service', 'delete', 20, 'case_id = any($1)', 'which help she had, by whom', null, null),
  ('plan_assessment', 'delete', 25, 'case_id = any($1)', 'her needs and dangers', null, null),
  ('support_plan', 'delete', 30, 'case_id = any($1)', 'part of her story', null, null),
  ('residence_step', 'delete', 10, 'case_id = any($1)', 'part of her story', null, null),
  ('reflection_share', 'delete', 20, 'case_id = any($1)', 'what she chose to tell', null, null),
  ('reflection_choice', 'delete', 20, 'case_id = any($1)', 'what she chose', null, null),
  ('reflection_certificate', 'delete', 20, 'case_id = any($1)', 'a number that she carries', null, null),
  ('reflection', 'delete', 30, 'case_id = any($1)', 'part of her story',
   'greatest(starts_at, least(ended_at, over_at)) > aman.moment()', 'reflection-running'),
  ('notification_identity', 'delete', 10,
   'notification_id in (select d.id from aman.notification_duty d where d.case_id = any($1))', 'who she is', null, null),
  ('notification', 'delete', 20,
   'id in (select d.id from aman.notification_duty d where d.case_id = any($1))', 'its number and moment lead to the case', null, null),
  ('notification_duty', 'delete', 30, 'case_id = any($1)', 'part of her story', null, null),
  ('break_glass_words', 'delete', 10,
   'break_glass_id in (select b.id from aman.break_glass b where b.case_id = any($1))', 'what was told of her', null, null),
  ('break_glass_review', 'delete', 10,
   'break_glass_id in (select b.id from aman.break_glass b where b.case_id = any($1))', 'what was told of her', null, null),
  ('break_glass_attempt', 'delete', 10, 'case_id = any($1)', 'names the case', null, null),
  -- The grants that lean on it go before, in turn 30.
  ('break_glass', 'delete', 35, 'case_id = any($1)', 'names the case and its code name',
   'ended_at is null and ends_at > aman.moment()', 'emergency-open'),
  ('referral_need', 'delete', 30, 'case_id = any($1)', 'what she needs', null, null);

-- The key of what the police were sent lies under the notification's id and not the case's.
update aman.erasure_rule set rows_of = 'subject_id = any($1) or subject_id in (select d.id from aman.notification_duty d where d.case_id = any($1))'
 where relation = 'data_key';

delete from aman.erasure_field where relation = 'referral' and field in ('person_group', 'step_free', 'languages', 'avoid_shelters');
insert into aman.erasure_field (relation, field, does, becomes, because) values
  ('case', 'guardian_unsafe', 'drop', null, 'tells about her family');

create or replace function aman.drop_draft(the_referral uuid) returns void language plpgsql set search_path = '' as $$
begin
  delete from aman.retention_notice where subject_id = the_referral;
  delete from aman.referral_need where referral_id = the_referral;
  delete from aman.referral where id = the_referral;
end $$;
