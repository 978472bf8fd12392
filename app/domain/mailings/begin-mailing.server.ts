import { currentTime } from "~/platform/clock";
import { inTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { appealSendingBegan } from "../appeals/appeal-sending.server";
import { audit } from "../audit/audit.server";
import { reportSendingBegan } from "../reports/report-sending.server";
import { lockMailing } from "./mailing-row.server";
import { lockSubject } from "./mailing-subject.server";

/** The hour has come. What was taken back meanwhile is not sent: the mailing ends, and says why. */
export async function beginMailing(given: Ctx, mailingId: string): Promise<void> {
	const ctx = { ...given, now: currentTime() };
	await inTransaction(ctx, async (tx) => {
		const row = await lockMailing(tx, mailingId);
		if (row.status !== "scheduled") return;
		const { reportId, appealId } = row;
		const subject = await lockSubject(tx, reportId === null ? { appealId: appealId ?? "" } : { reportId });
		const approved = subject.status === "approved";
		if (approved) {
			if (reportId !== null) await reportSendingBegan(tx, ctx, reportId);
			else if (appealId !== null) await appealSendingBegan(tx, ctx, appealId);
			await tx.mailing.update({ where: { id: row.id }, data: { status: "preparing", startedAt: ctx.now } });
		} else {
			await tx.mailing.update({
				where: { id: row.id },
				data: { status: "cancelled", finishedAt: ctx.now, trouble: "not_approved" },
			});
		}
		await audit(tx, ctx, {
			action: approved ? "mailing.began" : "mailing.cancelled",
			subject: { type: "mailing", id: row.id },
			institutionId: row.institutionId,
			after: approved ? { purpose: row.purpose } : { because: `the subject is ${subject.status}` },
		});
	});
}
