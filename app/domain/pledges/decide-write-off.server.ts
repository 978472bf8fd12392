import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, forbidden, notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize, isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { yen } from "../money/yen";
import { assertActive, lockPledge, owedYen } from "./lock-pledge.server";
import { readCurrentRows } from "./read-kept-rows.server";
import { refreshOutlookOf } from "./refresh-outlook-of.server";
import { settlePledge } from "./settle-pledge.server";
import { ruleOfRows, writeSchedule } from "./write-schedule.server";

/**
 * The second person's word on a write-off. Approved, it takes the amount from the last instalments backwards, in a new version
 * of the schedule; the ledger is not touched, since nothing of a promise was in it.
 * @throws AppError write_off_not_found, write_off_own (403: asked for by the same person), write_off_decided,
 * write_off_too_much (409: money came meanwhile), forbidden
 */
export async function decideWriteOff(
	ctx: Ctx,
	input: {
		writeOffId: string;
		/** when given, it must be of this pledge */
		pledgeId?: string;
		approve: boolean;
		note: string;
	},
): Promise<void> {
	const { writeOffId, approve, note } = input;
	if (!isUuid(writeOffId)) throw notFound("write_off", writeOffId);
	await authorize(ctx, "approve", { type: "PledgeWriteOff", id: writeOffId });
	await inTransaction(ctx, async (tx) => {
		const { pledgeId } = await tx.pledgeWriteOff.findUniqueOrThrow({ where: { id: writeOffId } });
		if (input.pledgeId !== undefined && input.pledgeId !== pledgeId) throw notFound("write_off", writeOffId);
		const pledge = await lockPledge(tx, pledgeId);
		const request = await tx.pledgeWriteOff.findUniqueOrThrow({ where: { id: writeOffId } });
		const { amountYen, requestedBy } = request;
		const by = actorId(ctx.actor);
		if (requestedBy !== null && requestedBy === by) {
			throw forbidden(`write-off ${writeOffId} was asked for by the same person`, { personKey: "pledges.writeOffOwn" });
		}
		const status = approve ? "approved" : "refused";
		if (request.status !== "requested") {
			if (request.status === status && request.decidedBy === by) return;
			throw conflict("write_off_decided", `write-off ${writeOffId} is ${request.status}`, {
				personKey: "pledges.writeOffDecided",
			});
		}
		const owed = owedYen(pledge);
		if (approve) assertActive(pledge);
		if (approve && amountYen > owed) {
			throw conflict("write_off_too_much", `write off ${amountYen} yen of pledge ${pledgeId}, ${owed} are owed`, {
				personKey: "pledges.writeOffTooMuch",
				params: { owed: Number(owed) },
			});
		}
		await tx.pledgeWriteOff.update({
			where: { id: writeOffId },
			data: { status, decidedBy: by, decidedAt: ctx.now, decisionNote: note },
		});
		await audit(tx, ctx, {
			action: `pledge.write_off_${status}`,
			subject: { type: "pledge", id: pledgeId },
			institutionId: pledge.institutionId,
			after: { writeOffId, amountYen: amountYen.toString(), ground: request.ground, note },
		});
		if (!approve) return;
		const rows = (await readCurrentRows(tx, pledgeId)).map(({ dueOn, scheduledYen }) => ({
			dueOn,
			scheduledYen: yen(scheduledYen),
		}));
		const next = { cause: "written_off" as const, reason: request.reason, rule: ruleOfRows(rows), rows };
		await writeSchedule(tx, ctx, pledge, next);
		await settlePledge(tx, ctx, pledgeId, { spread: false });
		await refreshOutlookOf(tx, pledge.hubId);
	});
}
