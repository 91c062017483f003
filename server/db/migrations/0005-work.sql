-- What waits, for the work list: the open ones only, so that its cost follows the work and not the years.
create index referral_open_in on aman.referral (to_agency_id, status, answer_due_at) where status in ('sent', 'accepted');
create index referral_open_out on aman.referral (from_agency_id, status, answer_due_at) where status in ('draft', 'sent');
create index referral_declined_out on aman.referral (from_agency_id, answered_at) where status = 'declined';
create index screening_draft on aman.screening (agency_id, id) where status = 'draft';
create index screening_to_refer on aman.screening (agency_id, next_step, completed_at) where status = 'completed' and case_id is null;
create index placement_running on aman.bed_use (agency_id, id) where kind = 'placement' and ended_reason is null;
create index grant_of_lead on aman.grant_of_access (agency_id, case_id) where basis = 'lead';
