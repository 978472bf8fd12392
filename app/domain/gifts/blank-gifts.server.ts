import type { Tx } from "~/platform/db/transaction.server";

/**
 * Takes from a donor's gifts what their receipts do not need. A gift with money keeps name and address as typed; one
 * without keeps nothing of the person.
 */
export async function blankGiftsOf(tx: Tx, donorId: string, now: Date): Promise<void> {
	await tx.$executeRaw`
		UPDATE gift SET email = '', phone = '', contact_name = '', department = '', family_name_kana = '', given_name_kana = '',
			company_name_kana = '', display_name = '', message = '', display_status = 'none', origin = '{}',
			form_key = 'erased:' || id, updated_at = ${now}
		WHERE donor_id = ${donorId}::uuid`;
	await tx.$executeRaw`
		UPDATE gift g SET family_name = '', given_name = '', company_name = '', corporate_number = NULL, postal_code = '',
			prefecture = '', city = '', address_line = ''
		WHERE g.donor_id = ${donorId}::uuid AND NOT EXISTS (SELECT 1 FROM allocation a WHERE a.gift_id = g.id)
			AND NOT EXISTS (SELECT 1 FROM application ap WHERE ap.gift_id = g.id)`;
	// A voucher's page and a transfer's account show who was to pay.
	await tx.$executeRaw`
		UPDATE checkout_attempt c SET url = NULL, instructions = NULL
		FROM gift g WHERE g.id = c.gift_id AND g.donor_id = ${donorId}::uuid`;
}
