import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, forbidden, invalid } from "~/platform/errors";
import { authorize, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { bankLineKey, insertBankLine } from "../bank-lines/insert-bank-line.server";
import { jstDayString } from "../calendar/fiscal-year";
import { type BookedBankGift, bookBankGift } from "../payments/book-bank-gift.server";
import { addStep, type LockedApplication, lockApplication } from "./application-steps.server";

export type ReceivedMoney = {
	applicationId: string;
	/** the day of the passbook */
	valueOn: string;
	amountYen: bigint;
	/** as printed */
	remitter: string;
	note: string;
	/** 2 for a second line of the same day, amount and remitter */
	ordinal: number;
	/** the person has seen that it is more than what is missing */
	overConfirmed: boolean;
	/** why it is booked although its fiscal year is closed */
	adjustmentReason?: string;
};

/**
 * Enters money from the passbook for an accepted application: the line, the payment, the gift. Less than the amount is a
 * part, and the rest is waited for; more must be confirmed, and is booked as it came.
 * @throws AppError application_not_accepted (409), application_over_payment (409), value_day_wrong (400),
 * bank_line_already_there, year_closed (409), forbidden
 */
export async function receiveApplication(ctx: Ctx, input: ReceivedMoney): Promise<BookedBankGift> {
	await authorize(ctx, "read", { type: "Application", id: input.applicationId });
	await authorize(ctx, "record", "BankLine");
	const { institutionId } = await ctx.db.application.findUniqueOrThrow({
		where: { id: input.applicationId },
		select: { institutionId: true },
	});
	assertMayRecord(ctx, institutionId);
	return inTransaction(ctx, async (tx) => {
		const row = await lockApplication(tx, input.applicationId);
		assertReceivable(ctx, row, input);
		const paid = await tx.allocation.aggregate({ where: { giftId: row.giftId }, _sum: { amountYen: true } });
		const missingYen = row.amountYen - (paid._sum.amountYen ?? 0n);
		if (input.amountYen > missingYen && !input.overConfirmed) {
			throw conflict("application_over_payment", `${input.amountYen} yen came, ${missingYen} are missing`, {
				personKey: "applications.overPayment",
				params: { field: "overConfirmed", over: Number(input.amountYen - missingYen) },
			});
		}
		const { valueOn, amountYen, remitter, note, ordinal } = input;
		const content = { institutionId: row.institutionId, valueOn, amountYen, remitter };
		const { bankLineId } = await insertBankLine(tx, ctx, {
			...content,
			note,
			source: "passbook",
			sourceKey: bankLineKey({ ...content, ordinal }),
		});
		const booked = await bookBankGift(tx, ctx, {
			...{ giftId: row.giftId, bankLineId, amountYen, receivedOn: valueOn },
			adjustmentReason: input.adjustmentReason,
		});
		await addStep(tx, ctx, row.id, "received", `${valueOn} ${amountYen}`);
		return booked;
	});
}

/** The passbook is the institution's: whoever may record a line of it. */
function assertMayRecord(ctx: Ctx, institutionId: string): void {
	if (!mayDo(ctx, "record", "BankLine", { institutionId })) throw forbidden(`record BankLine of ${institutionId}`);
}

function assertReceivable(ctx: Ctx, row: LockedApplication, input: ReceivedMoney): void {
	if (row.status !== "accepted" || !["awaiting_payment", "partly_paid"].includes(row.paymentStatus)) {
		throw conflict(
			"application_not_accepted",
			`application ${row.id} is ${row.status}, its gift ${row.paymentStatus}`,
			{
				personKey: "applications.notAccepted",
			},
		);
	}
	const today = jstDayString(ctx.now);
	const appliedOn = jstDayString(row.createdAt);
	const refuse = (personKey: string, params: Record<string, string>) =>
		invalid("value_day_wrong", `${input.valueOn} is outside ${appliedOn} to ${today}`, {
			personKey,
			params: { field: "valueOn", ...params },
		});
	if (input.valueOn > today) throw refuse("fields.dayTo", { to: today });
	if (input.valueOn < appliedOn) throw refuse("fields.dayFrom", { from: appliedOn });
}
