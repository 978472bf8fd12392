import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { conflict, invalid, notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import { bookArrival, unbookArrival } from "../payouts/book-arrival.server";
import { type LockedPayout, lockPayout, movePayout, payoutStateOf } from "../payouts/lock-payout.server";
import { taken } from "./insert-bank-line.server";

/**
 * Says that a line of the bank is this payout's money: the payout has arrived on the line's day, whatever was presumed.
 * A line of another amount is refused: what is missing or too much has to be found first.
 * @throws AppError bank_line_not_found, payout_not_found, bank_line_taken, payout_tied, payout_failed, payout_not_sent,
 * bank_line_differs, bank_line_other_institution, bank_line_too_early
 */
export async function tieBankLine(ctx: Ctx, input: { bankLineId: string; payoutId: string }): Promise<void> {
	await authorize(ctx, "record", { type: "BankLine", id: input.bankLineId });
	await authorize(ctx, "read", { type: "Payout", id: input.payoutId });
	await inSqlTransaction(ctx, async (tx) => {
		const payout = await lockPayout(tx, input.payoutId);
		if (!payout) throw notFound("payout", input.payoutId);
		const line = await lockLine(tx, input.bankLineId);
		if (line.payoutId === payout.id) return;
		await assertFits(tx, payout, line);
		await tx.$executeRaw`UPDATE bank_line SET payout_id = ${payout.id}::uuid WHERE id = ${line.id}::uuid`;
		await bookArrival(tx, ctx, payout, { arrivedOn: line.valueOn, basis: "bank_line" });
		await movePayout(tx, ctx.now, payout, "reconciled");
		await audit(tx, ctx, {
			action: "bank_line.tied",
			subject: { type: "bank_line", id: line.id },
			institutionId: line.institutionId,
			after: { payoutId: payout.id },
		});
	});
}

/**
 * Undoes it: the line is open again, and the payout counts as on its way until it is tied or five business days have passed.
 * @throws AppError bank_line_not_found, bank_line_not_tied
 */
export async function untieBankLine(ctx: Ctx, input: { bankLineId: string }): Promise<void> {
	await authorize(ctx, "record", { type: "BankLine", id: input.bankLineId });
	await inSqlTransaction(ctx, async (tx) => {
		const found = await queryRows(
			tx,
			z.object({ payoutId: z.uuid().nullable() }),
			Prisma.sql`SELECT payout_id AS "payoutId" FROM bank_line WHERE id = ${input.bankLineId}::uuid`,
		);
		const payoutId = found[0]?.payoutId;
		// The payout is locked first, as whoever ties does.
		const payout = payoutId ? await lockPayout(tx, payoutId) : null;
		const line = await lockLine(tx, input.bankLineId);
		if (!payout || line.payoutId !== payout.id) {
			throw conflict("bank_line_not_tied", `bank line ${line.id} is tied to no payout`, {
				personKey: "bankLines.notTied",
			});
		}
		await tx.$executeRaw`UPDATE bank_line SET payout_id = NULL WHERE id = ${line.id}::uuid`;
		await unbookArrival(tx, ctx, payout, jstDayString(ctx.now));
		await movePayout(tx, ctx.now, payout, payoutStateOf(payout.stripeStatus, false));
		await audit(tx, ctx, {
			action: "bank_line.untied",
			subject: { type: "bank_line", id: line.id },
			institutionId: line.institutionId,
			before: { payoutId: payout.id },
		});
	});
}

const lineSchema = z.object({
	id: z.uuid(),
	institutionId: z.uuid(),
	amountYen: z.bigint(),
	valueOn: z.string(),
	payoutId: z.uuid().nullable(),
	paymentId: z.uuid().nullable(),
});
type LockedLine = z.output<typeof lineSchema>;

async function lockLine(tx: SqlTx, id: string): Promise<LockedLine> {
	const [line] = await queryRows(
		tx,
		lineSchema,
		Prisma.sql`
		SELECT id, institution_id AS "institutionId", amount_yen AS "amountYen", value_on::text AS "valueOn", payout_id AS "payoutId",
			payment_id AS "paymentId"
		FROM bank_line WHERE id = ${id}::uuid FOR UPDATE`,
	);
	if (!line) throw notFound("bankline", id);
	return line;
}

async function assertFits(tx: SqlTx, payout: LockedPayout, line: LockedLine): Promise<void> {
	if (line.payoutId !== null || line.paymentId !== null) throw taken(line.id);
	const refuse = (code: string, why: string, params: Record<string, string | number> = {}) =>
		conflict(code, `bank line ${line.id} and payout ${payout.id}: ${why}`, { personKey: personKeys[code], params });
	if (payout.status === "failed") throw refuse("payout_failed", "the payout failed");
	if (payout.sentOn === null) throw refuse("payout_not_sent", "the payout is not booked yet");
	if (payout.bankLineId !== null) throw refuse("payout_tied", "the payout has a line already");
	if (line.amountYen !== payout.amountYen) {
		throw invalid(
			"bank_line_differs",
			`bank line ${line.id} is ${line.amountYen}, payout ${payout.id} ${payout.amountYen}`,
			{
				personKey: "bankLines.differs",
				params: {
					lineYen: Number(line.amountYen),
					payoutYen: Number(payout.amountYen),
					differenceYen: Number(line.amountYen - payout.amountYen),
				},
			},
		);
	}
	if (line.valueOn < payout.sentOn) {
		throw refuse("bank_line_too_early", "the line is older than the payout", { sentOn: payout.sentOn });
	}
	const [shared] = await queryRows(
		tx,
		z.object({ isTheirs: z.boolean() }),
		Prisma.sql`
		SELECT EXISTS (SELECT 1 FROM payout_share WHERE payout_id = ${payout.id}::uuid AND institution_id = ${line.institutionId}::uuid)
			AS "isTheirs"`,
	);
	if (!shared?.isTheirs)
		throw refuse("bank_line_other_institution", "the payout has nothing of the line's institution");
}

const personKeys: Record<string, string> = {
	payout_failed: "bankLines.payoutFailed",
	payout_not_sent: "bankLines.payoutNotSent",
	payout_tied: "bankLines.payoutTied",
	bank_line_too_early: "bankLines.tooEarly",
	bank_line_other_institution: "bankLines.otherInstitution",
};
