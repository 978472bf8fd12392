import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { conflict, invalid, notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { tieBankLineToPayment } from "../bank-lines/insert-bank-line.server";
import { tallyGiftLater } from "../campaigns/tally-later.server";
import { GIFT_PAYMENT_STATES, type GiftPaymentState, giftPayment } from "../gifts/gift-payment.status";
import { adjustmentFor } from "../ledger/closed-years.server";
import { type GiftPurpose, giftPosting } from "../ledger/gift-postings";
import { CHANNELS, USES } from "../ledger/kinds";
import { postEntries } from "../ledger/post-entries.server";
import { requestGiftMail } from "../mails/request-gift-mail.server";
import { shareOfYen } from "../money/split-yen";
import { yen } from "../money/yen";
import { settlePledge } from "../pledges/settle-pledge.server";

const lockedSchema = z.object({
	id: z.uuid(),
	payment_status: z.enum(GIFT_PAYMENT_STATES as [string, ...string[]]),
	amount_yen: z.bigint(),
	channel: z.enum(CHANNELS),
	email: z.string(),
	donor_id: z.uuid(),
	hub_id: z.uuid().nullable(),
	fund_id: z.uuid(),
	institution_id: z.uuid(),
	pledge_id: z.uuid().nullable(),
	use: z.enum(USES),
	overhead_basis_points: z.int(),
	paid_yen: z.bigint(),
});
type BankGift = z.output<typeof lockedSchema>;

export type BookedBankGift = {
	paymentId: string;
	status: "received" | "partly_paid";
	paidYen: bigint;
	overYen: bigint;
};

/**
 * Books money that came to the institution's own bank (or its cash box) for one gift: payment without Stripe, allocation,
 * ledger entries, the institution's share, states, days, and the instalments of the pledge it is for. The gift is received
 * once all of its amount came, on the day of the part that completed it; its donor is then thanked. What came beyond the
 * amount is booked as it came, and the gift's amount stays: a person decides what goes back.
 * @param input.receivedOn  the JST day of the passbook or the cash book
 * @param input.bankLineId  the passbook's line, tied to the payment; null for cash, or while nobody has entered it
 * @param input.thank  false: no mail, as for a gift of years ago
 * @param input.adjustmentReason  why it is booked although its fiscal year is closed
 * @throws AppError gift_not_found, gift_not_payable (409), year_closed (409)
 */
export async function bookBankGift(
	tx: SqlTx,
	ctx: Ctx,
	input: {
		giftId: string;
		bankLineId: string | null;
		amountYen: bigint;
		receivedOn: string;
		thank?: boolean;
		adjustmentReason?: string;
	},
): Promise<BookedBankGift> {
	const { amountYen, receivedOn } = input;
	if (amountYen <= 0n) throw invalid("amount_not_positive", `a gift of ${amountYen} yen`);
	const gift = await lockBankGift(tx, input.giftId);
	const paidYen = gift.paid_yen + amountYen;
	const status = paidYen >= gift.amount_yen ? "received" : "partly_paid";
	const before = gift.payment_status as GiftPaymentState;
	if (before === "received") throw conflict("gift_not_payable", `gift ${gift.id} was received already`);
	if (before !== status && !giftPayment.canMove(before, status)) {
		throw conflict("gift_not_payable", `gift ${gift.id} is ${before}`);
	}
	const adjustmentReason = await adjustmentFor(tx, receivedOn, input.adjustmentReason);
	const paymentId = await insertPayment(tx, ctx, gift, { amountYen, receivedOn });
	if (input.bankLineId) await tieBankLineToPayment(tx, ctx, { bankLineId: input.bankLineId, paymentId });
	await post(tx, gift, { paymentId, amountYen, receivedOn, adjustmentReason });
	await moveGift(tx, ctx, gift, { status, receivedOn });
	await audit(tx, ctx, {
		action: `gift.${status}`,
		subject: { type: "gift", id: gift.id },
		institutionId: gift.institution_id,
		before: { paymentStatus: before },
		after: { paymentStatus: status, paymentId, amountYen: amountYen.toString(), receivedOn },
	});
	if (status === "received" && gift.email !== "" && input.thank !== false) {
		await requestGiftMail(tx, ctx, { giftId: gift.id, kind: "gift-thanks", onceKey: `gift-thanks:${gift.id}` });
	}
	if (gift.pledge_id !== null) await settlePledge(tx, ctx, gift.pledge_id);
	await tallyGiftLater(tx, gift.id);
	const overYen = paidYen > gift.amount_yen ? paidYen - gift.amount_yen : 0n;
	return { paymentId, status, paidYen, overYen };
}

async function lockBankGift(tx: SqlTx, giftId: string): Promise<BankGift> {
	const [gift] = await queryRows(
		tx,
		lockedSchema,
		Prisma.sql`
		SELECT g.id, g.payment_status, g.amount_yen, g.channel, g.email, g.donor_id, g.hub_id, g.fund_id, g.institution_id,
			g.pledge_id, f.use, f.overhead_basis_points,
			coalesce((SELECT sum(a.amount_yen) FROM allocation a WHERE a.gift_id = g.id), 0)::bigint AS paid_yen
		FROM gift g JOIN fund f ON f.id = g.fund_id
		WHERE g.id = ${giftId}::uuid FOR UPDATE OF g`,
	);
	if (!gift) throw notFound("gift", giftId);
	return gift;
}

type Came = { amountYen: bigint; receivedOn: string };

/** Money that is in the bank has arrived. No processor takes a fee of it, so none is ever told. */
async function insertPayment(tx: SqlTx, ctx: Ctx, gift: BankGift, { amountYen, receivedOn }: Came): Promise<string> {
	const row = await queryRow(
		tx,
		z.object({ id: z.uuid() }),
		Prisma.sql`
		WITH written AS (
			INSERT INTO payment (id, institution_id, hub_id, channel, gross_yen, fee_yen, charged_at, given_on, available_on, arrived_on, created_at)
			VALUES (gen_random_uuid(), ${gift.institution_id}::uuid, ${gift.hub_id}::uuid, ${gift.channel}, ${amountYen}, NULL,
				${new Date(`${receivedOn}T12:00:00+09:00`)}, ${receivedOn}::date, ${receivedOn}::date, ${receivedOn}::date, ${ctx.now})
			RETURNING id, gross_yen
		), allocated AS (
			INSERT INTO allocation (id, payment_id, gift_id, amount_yen)
			SELECT gen_random_uuid(), id, ${gift.id}::uuid, gross_yen FROM written
		)
		SELECT id FROM written`,
	);
	return row.id;
}

async function post(
	tx: SqlTx,
	gift: BankGift,
	came: Came & { paymentId: string; adjustmentReason: string | null },
): Promise<void> {
	const purpose: GiftPurpose = {
		institutionId: gift.institution_id,
		hubId: gift.hub_id,
		fundId: gift.fund_id,
		channel: gift.channel,
		use: gift.use,
		stripeAccountId: null,
	};
	const { paymentId, amountYen, receivedOn: occurredOn, adjustmentReason } = came;
	const booking = { objectId: paymentId, cause: { type: "payment" as const, id: paymentId }, occurredOn };
	const overheadYen = shareOfYen(yen(amountYen), gift.overhead_basis_points);
	const postings = [
		giftPosting(purpose, { ...booking, kind: "bank_gift_received", amountYen }),
		...(overheadYen > 0n ? [giftPosting(purpose, { ...booking, kind: "overhead", amountYen: overheadYen })] : []),
	];
	await postEntries(
		tx,
		postings.map((posting) => ({ ...posting, adjustmentReason })),
	);
}

async function moveGift(
	tx: SqlTx,
	ctx: Ctx,
	gift: BankGift,
	to: { status: "received" | "partly_paid"; receivedOn: string },
): Promise<void> {
	const day = to.status === "received" ? Prisma.sql`${to.receivedOn}::date` : Prisma.sql`NULL`;
	await tx.$executeRaw(Prisma.sql`
		WITH moved AS (
			UPDATE gift SET payment_status = ${to.status}, given_on = coalesce(given_on, ${day}), settled_on = coalesce(settled_on, ${day}),
				arrived_on = coalesce(arrived_on, ${day}), updated_at = ${ctx.now}
			WHERE id = ${gift.id}::uuid
			RETURNING donor_id, hub_id
		)
		UPDATE relationship r SET last_given_on = greatest(r.last_given_on, ${to.receivedOn}::date)
		FROM moved WHERE r.donor_id = moved.donor_id AND r.hub_id = moved.hub_id`);
}
