import type { DonorCtx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import { dayText } from "./get-pledge.server";
import { instalmentStatus, openYen } from "./instalment-status";
import type { PledgeState } from "./pledge.status";

const NAMES = { slug: true, nameJa: true, nameEn: true } as const;

/** So many at once: nobody has more. */
const MOST = 200;

export type OwnPledge = Awaited<ReturnType<typeof listOwnPledges>>[number];

/** A signed-in donor's own pledges at every institution, newest first; what is only written down by a hub is its draft. */
export async function listOwnPledges(ctx: DonorCtx) {
	const rows = await ctx.db.pledge.findMany({
		where: { donorId: { in: ctx.actor.donorIds } },
		include: {
			hub: { select: { ...NAMES, abbreviation: true } },
			fund: { select: NAMES },
			institution: { select: NAMES },
			instalments: { where: { current: true }, orderBy: { number: "asc" } },
		},
		orderBy: { id: "desc" },
		take: MOST,
	});
	const today = jstDayString(ctx.now);
	return rows.map((row) => {
		const status = row.status as PledgeState;
		const inForce = status !== "draft" && status !== "cancelled";
		const instalments = row.instalments.map((one) => {
			const amounts = { ...one, dueOn: dayText(one.dueOn) ?? "" };
			const { id, number, dueOn, scheduledYen, paidYen, writtenOffYen } = amounts;
			return {
				...{ id, number, dueOn, scheduledYen, paidYen, writtenOffYen },
				openYen: openYen(one),
				paidOn: dayText(one.paidOn),
				status: instalmentStatus(amounts, today, inForce),
			};
		});
		const { id, publicToken, reference, hub, fund, institution, amountYen, paidYen, writtenOffYen, overpaidYen } = row;
		return {
			...{ id, publicToken, reference, hub, fund, institution, amountYen, paidYen, writtenOffYen, overpaidYen, status },
			owedYen: amountYen - paidYen - writtenOffYen,
			startOn: dayText(row.startOn) ?? "",
			createdAt: row.createdAt,
			instalments,
			next: status === "active" ? (instalments.find((one) => one.openYen > 0n) ?? null) : null,
		};
	});
}
