import { randomUUID } from "node:crypto";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { forbidden, invalid } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize, isUuid, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import { attachDonor } from "../donors/attach-donor.server";
import { type TypedDonorFields, toTypedDonor } from "../donors/typed-donor.schema";
import { MAX_TYPED_YEN } from "../money/yen";
import { findSamePledge, insertPledge, pledgeFormKey } from "./insert-pledge.server";
import { requestPledgeMail } from "./pledge-mail.server";
import { refreshOutlookOf } from "./refresh-outlook-of.server";
import type { RespreadRule } from "./respread";
import type { ScheduleRule } from "./schedule";
import { settlePledge } from "./settle-pledge.server";
import { planOrRefuse } from "./write-schedule.server";

export type CreatePledgeInput = {
	/** a donor of the fund's institution; null: one is found or made of `donor` */
	donorId: string | null;
	donor?: TypedDonorFields;
	fundId: string;
	amountYen: bigint;
	startOn: string;
	rule: ScheduleRule;
	status: "draft" | "active";
	source: "paper" | "api";
	signedOn: string | null;
	signatory: string;
	conditions: string;
	note: string;
	respreadRule: RespreadRule;
	lang: "ja" | "en";
	/** the donor gets the confirmation by mail; only of an active pledge */
	tellDonor?: boolean;
};

/**
 * Writes down a pledge that came on paper or by the API, with its schedule. A promise is not money: nothing of it is in the
 * ledger until money comes. The same form within ten minutes is the same pledge.
 * @throws AppError fund_unknown, donor_unknown, amount_outside_limits, signed_day_wrong, schedule_refused (400), forbidden
 */
export async function createPledge(
	ctx: Ctx,
	input: CreatePledgeInput,
): Promise<{ pledgeId: string; reference: string }> {
	await authorize(ctx, "create", "Pledge");
	const fund = isUuid(input.fundId)
		? await ctx.db.fund.findUnique({
				where: { id: input.fundId },
				select: { id: true, hubId: true, institutionId: true },
			})
		: null;
	if (!fund) throw refusedField("fund_unknown", "fundId", "fields.fund.unknown");
	if (!mayDo(ctx, "create", "Pledge", fund)) throw forbidden(`write down a pledge to fund ${fund.id}`);
	if (input.amountYen <= 0n)
		throw refusedField("amount_outside_limits", "amountYen", "fields.amount.belowMin", { min: 1 });
	if (input.amountYen > MAX_TYPED_YEN)
		throw refusedField("amount_outside_limits", "amountYen", "fields.amount.tooLarge");
	if (input.signedOn !== null && input.signedOn > jstDayString(ctx.now)) {
		throw refusedField("signed_day_wrong", "signedOn", "fields.dayTo", { to: jstDayString(ctx.now) });
	}
	const planned = planOrRefuse(input);
	// A program says by its Idempotency-Key what is the same; two equal promises under two keys are two.
	const formKey = pledgeFormKey([input, actorId(ctx.actor), ctx.actor.kind === "api" ? randomUUID() : ""]);
	return inTransaction(ctx, async (tx) => {
		const same = await findSamePledge(tx, ctx, formKey);
		if (same) return { pledgeId: same.id, reference: same.reference };
		const { donor: _donor, tellDonor, fundId: _fund, ...rest } = input;
		const donor = await donorOf(tx, ctx, input, fund);
		const made = await insertPledge(tx, ctx, { ...rest, donorId: donor.id, fund, planned, formKey });
		if (input.status === "active") {
			// A promise of years ago begins with what is overdue.
			await settlePledge(tx, ctx, made.id);
			if (tellDonor) {
				const { institutionId, hubId } = fund;
				const mailed = { id: made.id, donorId: donor.id, institutionId, hubId, lang: input.lang, email: donor.email };
				await requestPledgeMail(tx, ctx, mailed, confirmed(made.id));
			}
			await refreshOutlookOf(tx, fund.hubId);
		}
		return { pledgeId: made.id, reference: made.reference };
	});
}

export const confirmed = (pledgeId: string) => ({
	kind: "pledge-confirmed" as const,
	onceKey: `pledge-confirmed:${pledgeId}`,
});

/** A donor that is there and the actor sees, or one of the typed fields. */
async function donorOf(
	tx: Tx,
	ctx: Ctx,
	input: CreatePledgeInput,
	fund: { institutionId: string; hubId: string | null },
): Promise<{ id: string; email: string }> {
	const { institutionId, hubId } = fund;
	if (input.donorId === null) {
		if (!input.donor) throw refusedField("donor_unknown", "donorId", "fields.donor.unknown");
		const typed = toTypedDonor(input.donor, input.lang);
		return { id: (await attachDonor(tx, { institutionId, hubId, typed })).id, email: typed.email };
	}
	// Read by the actor's own eyes: a donor of another hub or institution is as good as none.
	const known = isUuid(input.donorId)
		? await ctx.db.donor.findUnique({ where: { id: input.donorId }, select: { id: true } })
		: null;
	const donor =
		known &&
		(await tx.donor.findFirst({
			where: { id: known.id, institutionId, erasedAt: null },
			select: { id: true, email: true },
		}));
	if (!donor) throw refusedField("donor_unknown", "donorId", "fields.donor.unknown");
	return donor;
}

const refusedField = (code: string, field: string, personKey: string, params: Record<string, string | number> = {}) =>
	invalid(code, `${field} is refused: ${code}`, { personKey, params: { field, ...params } });
