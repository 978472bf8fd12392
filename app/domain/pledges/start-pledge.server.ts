import { inTransaction } from "~/platform/db/transaction.server";
import { invalid } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import { attachDonor } from "../donors/attach-donor.server";
import { toTypedDonor } from "../donors/typed-donor.schema";
import { alertStaff } from "../mails/alert-staff.server";
import { findSamePledge, insertPledge, pledgeFormKey } from "./insert-pledge.server";
import { requestPledgeMail } from "./pledge-mail.server";
import { ruleOf } from "./schedule-form.schema";
import type { StartPledgeInput } from "./start-pledge.schema";
import { planOrRefuse } from "./write-schedule.server";

export type StartedPledge = { pledgeId: string; token: string; reference: string };

/**
 * Keeps a promise made on a public page, as a draft: it is in force once staff have spoken with its donor and activated it.
 * The donor gets the draft by mail, staff of the hub are told. The same form within ten minutes is the same pledge.
 * @param input.hubSlug  null: a fund of the programme
 * @throws AppError fund_not_open, amount_outside_limits, start_past, schedule_refused (400)
 */
export async function startPledge(
	ctx: Ctx,
	input: { hubSlug: string | null; fields: StartPledgeInput },
): Promise<StartedPledge> {
	const { hubSlug, fields } = input;
	const fund = await ctx.db.fund.findFirst({
		where: { id: fields.fundId, status: "open", ...(hubSlug === null ? { hubId: null } : { hub: { slug: hubSlug } }) },
		select: { id: true, hubId: true, institutionId: true, minYen: true },
	});
	if (!fund) {
		throw invalid("fund_not_open", `fund ${fields.fundId} is not open at ${hubSlug ?? "the programme"}`, {
			personKey: "fields.fund.unknown",
		});
	}
	const { amountYen, startOn, signatory, conditions } = fields;
	if (amountYen < fund.minYen) {
		throw invalid("amount_outside_limits", `${amountYen} yen is below ${fund.minYen} of fund ${fund.id}`);
	}
	if (startOn < jstDayString(ctx.now)) throw invalid("start_past", `a promise from ${startOn}`);
	const rule = ruleOf(fields);
	const planned = planOrRefuse({ startOn, amountYen, rule });
	const formKey = pledgeFormKey(["online", hubSlug, ctx.lang, fields]);
	return inTransaction(ctx, async (tx) => {
		const same = await findSamePledge(tx, ctx, formKey);
		if (same) return { pledgeId: same.id, token: same.publicToken, reference: same.reference };
		const { institutionId, hubId } = fund;
		const typed = toTypedDonor(fields, ctx.lang);
		const donor = await attachDonor(tx, { institutionId, hubId, typed });
		const made = await insertPledge(tx, ctx, {
			...{ donorId: donor.id, fund, amountYen, startOn, rule, planned, signatory, conditions, formKey },
			...{ status: "draft", source: "online", signedOn: null, note: "", respreadRule: "carry", lang: ctx.lang },
		});
		const mailed = { id: made.id, donorId: donor.id, institutionId, hubId, lang: ctx.lang, email: fields.email };
		await requestPledgeMail(tx, ctx, mailed, { kind: "pledge-asked", onceKey: `pledge-asked:${made.id}` });
		await alertStaff(tx, ctx, {
			kind: "pledge-came",
			onceKey: `pledge-came:${made.id}`,
			...{ institutionId, hubId },
			subject: { type: "pledge", id: made.id },
			roles: ["officer", "finance", "admin"],
		});
		return { pledgeId: made.id, token: made.publicToken, reference: made.reference };
	});
}
