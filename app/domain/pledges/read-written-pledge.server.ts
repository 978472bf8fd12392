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
		const row = await tx.pledge.findUniqueOrThrow({
			where: { id: pledgeId },
			include: {
				hub: { select: { slug: true } },
				fund: { select: { slug: true } },
				institution: { select: { slug: true } },
				schedules: { where: { supersededAt: null }, select: { version: true, rule: true } },
				instalments: { where: { current: true }, orderBy: { number: "asc" } },
				writeOffs: { orderBy: { requestedAt: "asc" } },
			},
		});
		const today = jstDayString(ctx.now);
		const status = row.status as PledgeState;
		const inForce = status !== "draft" && status !== "cancelled";
		return {
			...row,
			status,
			startOn: dayText(row.startOn) ?? "",
			signedOn: dayText(row.signedOn),
			scheduleVersion: row.schedules[0]?.version ?? 1,
			rule: (row.schedules[0]?.rule ?? { dates: [] }) as StoredRule,
			instalments: row.instalments.map((one) => {
				const amounts = { ...one, dueOn: dayText(one.dueOn) ?? "" };
				return { ...amounts, paidOn: dayText(one.paidOn), status: instalmentStatus(amounts, today, inForce) };
			}),
		};
	});
}
