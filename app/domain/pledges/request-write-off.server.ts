import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { alertStaff } from "../mails/alert-staff.server";
import { assertActive, lockPledge, owedYen } from "./lock-pledge.server";
import { checkedReason } from "./pledge-reason";
import { WRITE_OFF_GROUNDS, type WriteOffGround } from "./pledge-write-off.status";

/**
 * Asks to give up part or all of what a pledge still owes. Nothing changes until a second person, of the institution's
 * finance, has decided; one request at a time.
 * @param input.amountYen  above 0, at most what is owed
 * @throws AppError pledge_not_found, pledge_not_active, write_off_waits, write_off_too_much (409), write_off_invalid,
 * reason_missing (400), forbidden
 */
export async function requestWriteOff(
	ctx: Ctx,
	input: { pledgeId: string; amountYen: bigint; ground: WriteOffGround; reason: string },
): Promise<{ writeOffId: string }> {
	const { pledgeId, amountYen, ground } = input;
	await authorize(ctx, "change", { type: "Pledge", id: pledgeId });
	const reason = checkedReason(input.reason);
	if (amountYen <= 0n || !WRITE_OFF_GROUNDS.includes(ground)) {
		throw invalid("write_off_invalid", `write off ${amountYen} yen of pledge ${pledgeId} for ${ground}`, {
			personKey: "fields.amount.belowMin",
			params: { field: "amountYen", min: 1 },
		});
	}
	return inTransaction(ctx, async (tx) => {
		const pledge = await lockPledge(tx, pledgeId);
		const { institutionId, hubId } = pledge;
		const waiting = await tx.pledgeWriteOff.findFirst({ where: { pledgeId, status: "requested" } });
		const by = actorId(ctx.actor);
		// The same form sent twice.
		if (waiting?.requestedBy === by && waiting?.amountYen === amountYen && waiting?.reason === reason) {
			return { writeOffId: waiting.id };
		}
		if (waiting) {
			throw conflict("write_off_waits", `pledge ${pledgeId} has a write-off that waits`, {
				personKey: "pledges.writeOffWaits",
			});
		}
		assertActive(pledge);
		const owed = owedYen(pledge);
		if (amountYen > owed) {
			throw conflict("write_off_too_much", `write off ${amountYen} yen of pledge ${pledgeId}, ${owed} are owed`, {
				personKey: "pledges.writeOffTooMuch",
				params: { owed: Number(owed) },
			});
		}
		const { id } = await tx.pledgeWriteOff.create({
			data: { pledgeId, hubId, institutionId, amountYen, ground, reason, requestedBy: by, requestedAt: ctx.now },
			select: { id: true },
		});
		await audit(tx, ctx, {
			action: "pledge.write_off_requested",
			subject: { type: "pledge", id: pledgeId },
			institutionId,
			after: { writeOffId: id, amountYen: amountYen.toString(), ground, reason },
		});
		await alertStaff(tx, ctx, {
			kind: "pledge-came",
			onceKey: `pledge-write-off:${id}`,
			institutionId,
			hubId,
			subject: { type: "pledge", id: pledgeId },
			params: { event: "write_off" },
			roles: ["finance", "admin"],
			notAtHub: true,
			exceptUserId: by,
		});
		return { writeOffId: id };
	});
}
