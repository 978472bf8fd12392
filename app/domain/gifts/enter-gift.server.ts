import { createHash, randomBytes } from "node:crypto";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, forbidden, invalid } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit, canonicalJson } from "../audit/audit.server";
import { bankLineKey, insertBankLine } from "../bank-lines/insert-bank-line.server";
import { jstDayString } from "../calendar/fiscal-year";
import { readAttribution } from "../campaigns/read-attribution.server";
import { attachDonor } from "../donors/attach-donor.server";
import { type TypedDonor, toTypedDonor } from "../donors/typed-donor.schema";
import { bookBankGift } from "../payments/book-bank-gift.server";
import { type EnterGiftInput, FIRST_GIFT_DAY } from "./enter-gift.schema";

/** The same form sent again within this time is the same gift. */
const SAME_FORM_MS = 10 * 60 * 1000;

type EnteredFund = { id: string; hubId: string | null; institutionId: string };

/**
 * Enters a gift that did not come through this site (cash, a transfer to the institution's own account, crowdfunding, a
 * bequest): donor, gift, payment and ledger in one. Whoever may record lines of the passbook enters its line with it.
 * @param of.pledgeId  the pledge whose instalments it pays; the caller has checked that it is the donor's
 * @throws AppError fund_unknown, donor_unknown, received_day_wrong, campaign_unknown, appeal_code_unknown (400), bank_line_already_there, year_closed (409), forbidden
 */
export async function enterGift(
	ctx: Ctx,
	input: EnterGiftInput,
	of: { pledgeId?: string } = {},
): Promise<{ giftId: string; donorId: string }> {
	await authorize(ctx, "enter", "Gift");
	const fund = await ctx.db.fund.findUnique({
		where: { id: input.fundId },
		select: { id: true, hubId: true, institutionId: true },
	});
	if (!fund) throw refusedField("fund_unknown", "fundId", "fields.fund.unknown", input.fundId);
	if (!mayDo(ctx, "enter", "Gift", fund)) throw forbidden(`enter a gift to fund ${fund.id}`);
	const today = jstDayString(ctx.now);
	if (input.receivedOn > today || input.receivedOn < FIRST_GIFT_DAY) {
		throw refusedField("received_day_wrong", "receivedOn", "fields.invalid", input.receivedOn);
	}
	const content = { ...input, ...of, amountYen: input.amountYen.toString(), by: actorId(ctx.actor) };
	const formKey = createHash("sha256")
		.update(canonicalJson(["entered", content]))
		.digest("hex");
	return inTransaction(ctx, async (tx) => {
		await tx.$queryRaw(Prisma.sql`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${formKey}, 0))`);
		const same = await tx.gift.findFirst({
			where: { formKey, createdAt: { gte: new Date(ctx.now.getTime() - SAME_FORM_MS) } },
			select: { id: true, donorId: true },
		});
		if (same) return { giftId: same.id, donorId: same.donorId };
		return insertEntered(tx, ctx, { input, fund, formKey, ...of });
	});
}

async function insertEntered(
	tx: Tx,
	ctx: Ctx,
	{ input, fund, formKey, pledgeId }: { input: EnterGiftInput; fund: EnteredFund; formKey: string; pledgeId?: string },
): Promise<{ giftId: string; donorId: string }> {
	const { donorId, typed } = await donorOf(tx, ctx, input, fund);
	const { kind: donorKind, ...typedColumns } = typed;
	const { amountYen, channel, receivedOn } = input;
	const gift = await tx.gift.create({
		data: {
			publicToken: randomBytes(18).toString("base64url"),
			...{ hubId: fund.hubId, fundId: fund.id, institutionId: fund.institutionId },
			donorId,
			pledgeId,
			amountYen,
			channel,
			donorKind,
			...typedColumns,
			enteredBy: actorId(ctx.actor),
			entryNote: input.note,
			...(await readAttribution(tx, input, fund)),
			formKey,
			createdAt: ctx.now,
			updatedAt: ctx.now,
		},
		select: { id: true },
	});
	await audit(tx, ctx, {
		action: "gift.entered",
		subject: { type: "gift", id: gift.id },
		institutionId: fund.institutionId,
		after: { amountYen: amountYen.toString(), channel, receivedOn, fundId: fund.id, donorId },
	});
	const bankLineId = await lineOfPassbook(tx, ctx, input, fund);
	await bookBankGift(tx, ctx, {
		...{ giftId: gift.id, bankLineId, amountYen, receivedOn },
		thank: input.sendThanks,
		adjustmentReason: input.adjustmentReason,
	});
	return { giftId: gift.id, donorId };
}

/** A donor that is there, as it is now, or a new one; what the gift keeps of it stays when the donor changes. */
async function donorOf(
	tx: Tx,
	ctx: Ctx,
	input: EnterGiftInput,
	fund: EnteredFund,
): Promise<{ donorId: string; typed: TypedDonor }> {
	const { institutionId, hubId } = fund;
	if (input.donorId === "") {
		const typed = toTypedDonor(input, input.lang);
		return { donorId: (await attachDonor(tx, { institutionId, hubId, typed })).id, typed };
	}
	// Read by the actor's own eyes: a donor of another hub or institution is as good as none.
	const known = await ctx.db.donor.findUnique({ where: { id: input.donorId }, select: { id: true } });
	const donor = known && (await tx.donor.findFirst({ where: { id: known.id, institutionId, erasedAt: null } }));
	if (!donor) throw refusedField("donor_unknown", "donorId", "fields.donor.unknown", input.donorId);
	if (hubId) await tx.relationship.createMany({ data: [{ donorId: donor.id, hubId }], skipDuplicates: true });
	const typed = toTypedDonor({ ...donor, donorKind: donor.kind === "company" ? "company" : "individual" }, donor.lang);
	return { donorId: donor.id, typed };
}

/** The passbook's line of the money: one that is there, or a new one by whoever may record it; none for cash. */
async function lineOfPassbook(
	tx: Tx,
	ctx: Ctx,
	input: EnterGiftInput,
	{ institutionId }: EnteredFund,
): Promise<string | null> {
	const { amountYen, receivedOn: valueOn, remitter, note, ordinal } = input;
	const mayRecord = mayDo(ctx, "record", "BankLine", { institutionId });
	if (input.bankLineId !== "") {
		const line = await tx.bankLine.findFirst({ where: { id: input.bankLineId, institutionId } });
		const same = line?.amountYen === amountYen && line.valueOn.toISOString().slice(0, 10) === valueOn;
		if (!mayRecord || !same) {
			throw conflict("bank_line_differs", `bank line ${input.bankLineId} is not ${amountYen} yen of ${valueOn}`, {
				personKey: "enterGift.lineDiffers",
			});
		}
		return input.bankLineId;
	}
	if (input.channel === "cash" || !mayRecord) return null;
	const content = { institutionId, valueOn, amountYen, remitter };
	const sourceKey = bankLineKey({ ...content, ordinal });
	const line = await insertBankLine(tx, ctx, { ...content, note, source: "passbook", sourceKey });
	return line.bankLineId;
}

const refusedField = (code: string, field: string, personKey: string, value: string) =>
	invalid(code, `${field} ${value} is refused`, { personKey, params: { field } });
