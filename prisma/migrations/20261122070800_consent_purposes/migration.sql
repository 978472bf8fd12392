-- A donor agrees to reports, to appeals and to counted clicks each by itself.
ALTER TABLE "consent" DROP CONSTRAINT IF EXISTS "consent_purpose";
ALTER TABLE "consent" ADD CONSTRAINT "consent_purpose" CHECK ("purpose" IN ('reports', 'appeals', 'clicks'));
