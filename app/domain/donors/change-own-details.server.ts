import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows, type Tx } from "~/platform/db/transaction.server";
import { notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { identityKeyOf, searchColumns } from "./attach-donor.server";
import type { OwnDetails } from "./own-details.schema";
import { toTypedDonor } from "./typed-donor.schema";

/**
 * A donor's own change of name, address, language and rhythm of receipts at one institution. Gifts and receipts keep what
 * was typed on them. Staff see before and after in the audit trail.
 * @throws AppError donor_not_found
 */
export async function changeOwnDetails(ctx: Ctx, input: { donorId: string; details: OwnDetails }): Promise<void> {
	const { donorId, details } = input;
	await authorize(ctx, "change", { type: "Donor", id: donorId });
	await inTransaction(ctx, async (tx) => {
		await tx.$executeRaw`SELECT 1 FROM donor WHERE id = ${donorId}::uuid FOR UPDATE`;
		const before = await tx.donor.findUnique({ where: { id: donorId, erasedAt: null } });
		if (!before) throw notFound("donor", donorId);
		const { kind, email, ...typed } = toTypedDonor(details, details.lang);
		const receiptRhythm = details.receiptRhythm === "" ? null : details.receiptRhythm;
		const after = { ...before, ...typed, receiptRhythm };
		const changed = SHOWN.filter((name) => before[name] !== after[name]);
		if (changed.length === 0) return;
		const whole = { ...typed, kind: before.kind === "company" ? ("company" as const) : ("individual" as const) };
		const identityKey = identityKeyOf({ ...whole, email: before.email });
		const other = identityKey === before.identityKey ? null : await donorOfKey(tx, before.institutionId, identityKey);
		await tx.donor.update({
			where: { id: donorId },
			data: {
				...typed,
				receiptRhythm,
				updatedAt: ctx.now,
				...searchColumns({ ...whole, email: before.email }),
				// Another donor is already known by this name and mail: both stay, and staff decide whether they are one.
				...(other === null && { identityKey }),
			},
		});
		if (other !== null) {
			await tx.possibleDuplicate.createMany({
				data: [{ donorId, otherDonorId: other, reason: "same_name", createdAt: ctx.now }],
				skipDuplicates: true,
			});
		}
		await audit(tx, ctx, {
			action: "donor.details_changed",
			subject: { type: "donor", id: donorId },
			institutionId: before.institutionId,
			before: pick(before, changed),
			after: pick(after, changed),
		});
	});
}

const SHOWN = [
	"familyName",
	"givenName",
	"familyNameKana",
	"givenNameKana",
	"companyName",
	"companyNameKana",
	"corporateNumber",
	"department",
	"contactName",
	"phone",
	"country",
	"postalCode",
	"prefecture",
	"city",
	"addressLine",
	"lang",
	"receiptRhythm",
] as const;
type Shown = (typeof SHOWN)[number];

function pick(row: Record<Shown, string | null>, names: readonly Shown[]): Record<string, string | null> {
	return Object.fromEntries(names.map((name) => [name, row[name]]));
}

async function donorOfKey(tx: Tx, institutionId: string, identityKey: string): Promise<string | null> {
	// Two changes to one identity go one after the other.
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`${institutionId}:${identityKey}`}))`;
	const [row] = await queryRows(
		tx,
		z.object({ id: z.uuid() }),
		Prisma.sql`SELECT id FROM donor WHERE institution_id = ${institutionId}::uuid AND identity_key = ${identityKey}`,
	);
	return row?.id ?? null;
}
