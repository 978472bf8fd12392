import type { Tx } from "~/platform/db/transaction.server";

/** Keys under which events of gifts, plans and applications hold something of a person. */
const PERSONAL = [
	"email",
	"name",
	"familyName",
	"givenName",
	"companyName",
	"contactName",
	"phone",
	"addressLine",
	"displayName",
	"message",
	"reason",
	"toAddress",
];

/**
 * Takes the personal values of a donor from the audit trail. Salted digests, actors and times stay, so the sealed chain
 * can still be checked; no other column may change, and a trigger holds that.
 */
export async function eraseAuditValues(tx: Tx, donorId: string): Promise<void> {
	await tx.$executeRaw`
		UPDATE audit_event SET before = NULL, after = NULL
		WHERE (before IS NOT NULL OR after IS NOT NULL)
			AND ((subject_type = 'donor' AND subject_id = ${donorId})
				OR (subject_type = 'donor_request' AND subject_id IN (SELECT id::text FROM donor_request WHERE donor_id = ${donorId}::uuid)))`;
	await tx.$executeRaw`
		UPDATE audit_event e SET before = NULL, after = NULL
		FROM (
			SELECT 'gift' AS type, id::text AS id FROM gift WHERE donor_id = ${donorId}::uuid
			UNION ALL SELECT 'recurring_plan', id::text FROM recurring_plan WHERE donor_id = ${donorId}::uuid
			UNION ALL SELECT 'plan', id::text FROM recurring_plan WHERE donor_id = ${donorId}::uuid
			UNION ALL SELECT 'pledge', id::text FROM pledge WHERE donor_id = ${donorId}::uuid
			UNION ALL SELECT 'application', ap.id::text FROM application ap JOIN gift g ON g.id = ap.gift_id WHERE g.donor_id = ${donorId}::uuid
			UNION ALL SELECT 'opportunity', id::text FROM opportunity WHERE donor_id = ${donorId}::uuid
			UNION ALL SELECT 'mail', m.id::text FROM mail m WHERE m.donor_id = ${donorId}::uuid
				OR m.gift_id IN (SELECT id FROM gift WHERE donor_id = ${donorId}::uuid)
		) own
		WHERE e.subject_type = own.type AND e.subject_id = own.id
			AND (jsonb_exists_any(e.before, ${PERSONAL}::text[]) OR jsonb_exists_any(e.after, ${PERSONAL}::text[]))`;
}
