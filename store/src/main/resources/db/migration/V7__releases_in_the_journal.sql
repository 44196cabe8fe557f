-- What the counters are still to learn of a message's place: since when it holds one, or null = that it holds none and
-- waits for none. A release that they did not learn of left it before everything newer in the row of those who wait.
alter table quota_grant_journal alter column granted_at drop not null;
