import { inTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import { dayText } from "./get-pledge.server";
import { instalmentStatus } from "./instalment-status";
import type { PledgeState } from "./pledge.status";
import type { StoredRule } from "./write-schedule.server";

export type WrittenPledge = Awaited<ReturnType<typeof readWrittenPledge>>;

/**
 * A pledge as it stands, without anything about its donor but the id; also in the transaction that has just written it.
 * The caller has asked whether the actor may see it.
 */
export function readWrittenPledge(ctx: Ctx, pledgeId: string) {
	return inTransaction(ctx, async (tx) => {
		// One after the other: relations of one read would be asked for at once, on a connection that takes one question.
		const row = await tx.pledge.findUniqueOrThrow({ where: { id: pledgeId } });
		const slug = { select: { slug: true } } as const;
		const hub = row.hubId && (await tx.hub.findUniqueOrThrow({ where: { id: row.hubId }, ...slug }));
		const fund = await tx.fund.findUniqueOrThrow({ where: { id: row.fundId }, ...slug });
		const institution = await tx.institution.findUniqueOrThrow({ where: { id: row.institutionId }, ...slug });
		const schedule = await tx.pledgeSchedule.findFirstOrThrow({ where: { pledgeId, supersededAt: null } });
		const instalments = await tx.instalment.findMany({
			where: { pledgeId, current: true },
			orderBy: { number: "asc" },
		});
		const writeOffs = await tx.pledgeWriteOff.findMany({ where: { pledgeId }, orderBy: { requestedAt: "asc" } });
		const today = jstDayString(ctx.now);
		const status = row.status as PledgeState;
		const inForce = status !== "draft" && status !== "cancelled";
		return {
			...row,
			status,
			startOn: dayText(row.startOn) ?? "",
			signedOn: dayText(row.signedOn),
			hub: hub || null,
			fund,
			institution,
			writeOffs,
			scheduleVersion: schedule.version,
			rule: schedule.rule as StoredRule,
			instalments: instalments.map((one) => {
				const amounts = { ...one, dueOn: dayText(one.dueOn) ?? "" };
				return { ...amounts, paidOn: dayText(one.paidOn), status: instalmentStatus(amounts, today, inForce) };
			}),
		};
	});
}
