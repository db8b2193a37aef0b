-- A batch's number begins with its event's, so what events recorded is found by the key; each value wrote a page for an
-- index that says the same.
DROP INDEX observation_batch_event;
