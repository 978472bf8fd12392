import { randomUUID } from "node:crypto";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import type { ConsentPurpose } from "../mail-care/mail-care-kinds";
import { waitForMails } from "../mail-care/wait-for-mails.server";
import { auditConsent, giveConsent, withdrawConsent } from "./keep-consent.server";

/**
 * Keeps a consent given on paper, with its day and which paper it stands on. While one is open already nothing is written.
 * @param input.givenOn  JST day
 * @throws AppError forbidden, donor_not_found, donor_erased (409)
 */
export async function recordConsent(
	ctx: Ctx,
	input: { donorId: string; purpose: ConsentPurpose; givenOn: string; note: string },
): Promise<void> {
	const { donorId, purpose, givenOn, note } = input;
	await authorize(ctx, "change", { type: "Donor", id: donorId });
	await inTransaction(ctx, async (tx) => {
		const donor = await lockDonor(tx, donorId);
		const open = await tx.consent.count({ where: { donorId, purpose, channel: "email", withdrawnAt: null } });
		if (open > 0) return;
		const lang = donor.lang === "en" ? ("en" as const) : ("ja" as const);
		const source = `paper:${randomUUID()}`;
		const paper = { givenAt: new Date(`${givenOn}T00:00:00+09:00`), note };
		await giveConsent(tx, ctx, { donorId, purpose, lang, source, hubId: null, paper });
		await auditConsent(tx, ctx, { donorId, institutionId: donor.institutionId, purpose, given: true, source: "paper" });
	});
}

/**
 * Takes a consent back as the donor asked by telephone, letter or in person. Nothing that stands on it leaves after this.
 * @throws AppError forbidden, donor_not_found, donor_erased (409)
 */
export async function takeBackConsent(ctx: Ctx, input: { donorId: string; purpose: ConsentPurpose }): Promise<void> {
	const { donorId, purpose } = input;
	await authorize(ctx, "change", { type: "Donor", id: donorId });
	await inTransaction(ctx, async (tx) => {
		const donor = await lockDonor(tx, donorId);
		if (!(await withdrawConsent(tx, ctx, { donorId, purpose }))) return;
		const { institutionId } = donor;
		await auditConsent(tx, ctx, { donorId, institutionId, purpose, given: false, source: "staff" });
	});
	await waitForMails(ctx, [donorId]);
}

async function lockDonor(tx: Tx, donorId: string) {
	await tx.$executeRaw`SELECT 1 FROM donor WHERE id = ${donorId}::uuid FOR UPDATE`;
	const donor = await tx.donor.findUnique({ where: { id: donorId } });
	if (!donor) throw notFound("donor", donorId);
	if (donor.erasedAt) {
		throw conflict("donor_erased", `donor ${donorId} was forgotten`, { personKey: "donors.erased" });
	}
	return donor;
}
