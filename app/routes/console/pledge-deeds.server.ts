import type { StaffCtx } from "~/domain/access/ctx.server";
import { activatePledge } from "~/domain/pledges/activate-pledge.server";
import { attachAgreement } from "~/domain/pledges/attach-agreement.server";
import { cancelPledge } from "~/domain/pledges/cancel-pledge.server";
import { changeReminders } from "~/domain/pledges/change-reminders.server";
import { decideWriteOff } from "~/domain/pledges/decide-write-off.server";
import type { PledgeDeed } from "~/domain/pledges/pledge-deeds.schema";
import { requestWriteOff } from "~/domain/pledges/request-write-off.server";
import { respreadPledge } from "~/domain/pledges/respread-pledge.server";
import { invalid } from "~/platform/errors";

/** What the page says was done. */
export const PLEDGE_DONE = [
	"created",
	"activate",
	"payment",
	"amend",
	"respread",
	"writeOff",
	"approve",
	"refuse",
	"remindersOn",
	"remindersOff",
	"agreement",
	"cancel",
] as const;
export type PledgeDone = (typeof PLEDGE_DONE)[number];

/** @returns what the page then says was done */
export async function doWithPledge(
	ctx: StaffCtx,
	pledgeId: string,
	deed: PledgeDeed,
	sent: FormData,
): Promise<PledgeDone> {
	switch (deed.intent) {
		case "activate":
			await activatePledge(ctx, { pledgeId, tellDonor: deed.tellDonor });
			return "activate";
		case "respread":
			await respreadPledge(ctx, { pledgeId, rule: deed.rule, reason: deed.reason });
			return "respread";
		case "writeOff": {
			const { amountYen, ground, reason } = deed;
			await requestWriteOff(ctx, { pledgeId, amountYen, ground, reason });
			return "writeOff";
		}
		case "decide": {
			const approve = deed.decision === "approve";
			await decideWriteOff(ctx, { writeOffId: deed.writeOffId, approve, note: deed.note });
			return deed.decision;
		}
		case "reminders":
			await changeReminders(ctx, { pledgeId, on: deed.on });
			return deed.on ? "remindersOn" : "remindersOff";
		case "agreement":
			await attachAgreement(ctx, { pledgeId, ...(await fileOf(sent, "agreement")) });
			return "agreement";
		case "cancel":
			await cancelPledge(ctx, { pledgeId, reason: deed.reason });
			return "cancel";
	}
}

/** A browser sends an empty file where none was chosen. */
async function fileOf(sent: FormData, name: string): Promise<{ fileName: string; bytes: Uint8Array }> {
	const file = sent.get(name);
	if (file === null || typeof file === "string" || file.size === 0) {
		throw invalid("file_missing", `no file in ${name}`, {
			personKey: "fields.receipt.fileNeeded",
			params: { field: name },
		});
	}
	return { fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
