-- Every running Aman forgets whom tokens speak for when a token, a colleague or an agency changes.
create function aman.tell_access_changed() returns trigger language plpgsql set search_path = '' as $$
begin
  perform pg_notify('aman_access', '');
  return null;
end $$;
create trigger access_changed after update or delete on aman.api_token for each statement execute function aman.tell_access_changed();
create trigger access_changed after update or delete on aman.staff for each statement execute function aman.tell_access_changed();
create trigger access_changed after update or delete on aman.agency for each statement execute function aman.tell_access_changed();
