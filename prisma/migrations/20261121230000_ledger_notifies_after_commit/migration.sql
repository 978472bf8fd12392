-- A transaction that notifies holds a lock of the whole server over the end of its commit: gifts would be booked one by one.
-- The poster of ledger entries notifies after its commit instead.
DROP TRIGGER "public_data" ON "ledger_transaction";
