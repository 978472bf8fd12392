import { createHash } from "node:crypto";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, type Tx } from "~/platform/db/transaction.server";
import { searchKey, searchTerms } from "../names/fold-name";
import { searchGrams } from "../names/search-grams";
import type { TypedDonor } from "./typed-donor.schema";

const foundSchema = z.object({ id: z.uuid(), is_new: z.boolean() });

/**
 * Finds the donor of this institution with the same mail, name and kana, or makes a new one: a public form never edits a
 * donor. A new donor that shares a mail or a name with another is noted as a possible duplicate for staff to decide.
 * @param hubId  the hub given to, whose relationship with the donor is made; null for a programme fund
 */
export async function attachDonor(tx: Tx, input: { institutionId: string; hubId: string | null; typed: TypedDonor }) {
	const { institutionId, hubId, typed } = input;
	const donor = await findOrMake(tx, institutionId, typed);
	if (donor.is_new) await notePossibleDuplicates(tx, institutionId, donor.id, typed);
	if (hubId) {
		await tx.relationship.createMany({ data: [{ donorId: donor.id, hubId }], skipDuplicates: true });
	}
	return { id: donor.id, isNew: donor.is_new };
}

async function findOrMake(tx: Tx, institutionId: string, typed: TypedDonor) {
	const identityKey = identityKeyOf(typed);
	const made = await tx.donor.createManyAndReturn({
		data: [{ ...typed, institutionId, identityKey, ...searchColumns(typed) }],
		skipDuplicates: true,
		select: { id: true },
	});
	if (made[0]) return { id: made[0].id, is_new: true };
	return queryRow(
		tx,
		foundSchema,
		Prisma.sql`SELECT id, false AS is_new FROM donor WHERE institution_id = ${institutionId}::uuid AND identity_key = ${identityKey}`,
	);
}

type Searched = Omit<TypedDonor, "kind" | "lang">;

/** The columns a donor is found by: folded name, kana, romaji, mail and corporate number. */
export function searchColumns(typed: Searched) {
	const key = searchKey(
		[typed.familyName, typed.givenName],
		[typed.familyNameKana, typed.givenNameKana],
		[typed.companyName],
		[typed.companyNameKana],
		[typed.contactName],
		[typed.email],
		[typed.corporateNumber],
	);
	return { searchKey: key, searchGrams: searchGrams(key) };
}

/** Same mail, folded name and folded kana: the same donor. A hash, so that no index holds a name. */
export function identityKeyOf(typed: Omit<TypedDonor, "lang">): string {
	const name = typed.kind === "company" ? [typed.companyName] : [typed.familyName, typed.givenName];
	const kana = typed.kind === "company" ? [typed.companyNameKana] : [typed.familyNameKana, typed.givenNameKana];
	const parts = [
		typed.kind,
		typed.email.toLowerCase(),
		foldedName(name),
		foldedName(kana),
		typed.corporateNumber ?? "",
	];
	return createHash("sha256").update(parts.join("\u0000")).digest("hex");
}

function foldedName(parts: string[]): string {
	return parts.flatMap((part) => searchTerms(part)).join("");
}

/** At most this many pairs for one new donor: a mail shared by a whole office must not make hundreds. */
const MAX_PAIRS = 5;

async function notePossibleDuplicates(
	tx: Tx,
	institutionId: string,
	donorId: string,
	typed: TypedDonor,
): Promise<void> {
	const sameName =
		typed.kind === "company"
			? Prisma.sql`kind = 'company' AND company_name = ${typed.companyName}`
			: Prisma.sql`kind = 'individual' AND family_name = ${typed.familyName} AND given_name = ${typed.givenName}`;
	await tx.$executeRaw`
		INSERT INTO possible_duplicate (id, donor_id, other_donor_id, reason)
		SELECT gen_random_uuid(), ${donorId}::uuid, other.id, min(other.reason)
		FROM (
			(SELECT id, 'same_email' AS reason FROM donor
			 WHERE institution_id = ${institutionId}::uuid AND lower(email) = lower(${typed.email}) AND id <> ${donorId}::uuid
			 ORDER BY id LIMIT ${MAX_PAIRS})
			UNION ALL
			(SELECT id, 'same_name' AS reason FROM donor
			 WHERE institution_id = ${institutionId}::uuid AND ${sameName} AND id <> ${donorId}::uuid
			 ORDER BY id LIMIT ${MAX_PAIRS})
		) AS other
		GROUP BY other.id
		ON CONFLICT (donor_id, other_donor_id) DO NOTHING`;
}
