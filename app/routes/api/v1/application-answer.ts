import type { Ctx } from "~/domain/access/ctx.server";
import { getApplicationState } from "~/domain/applications/get-application-state.server";
import { type ApplicationRow, listApplications } from "~/domain/applications/list-applications.server";
import type { RefusalGround } from "~/domain/applications/refusal-grounds";
import { toJsonNumber, yen } from "~/domain/money/yen";
import { notFound } from "~/platform/errors";

/** An application without anything about its donor but the id. */
export function applicationAnswer(row: ApplicationRow) {
	return {
		id: row.id,
		giftId: row.giftId,
		donorId: row.donorId,
		reference: row.reference,
		hub: row.hub,
		institution: row.institution,
		fund: row.fund,
		amountYen: toJsonNumber(yen(row.amountYen)),
		status: row.status,
		paymentStatus: row.paymentStatus,
		plannedOn: row.plannedOn,
		acceptedOn: row.acceptedOn,
		payBy: row.payBy,
		refusalGround: row.refusalGround as RefusalGround | null,
	};
}

/** Where it stands after a step, read in the step's own transaction. */
export function decidedAnswer(ctx: Ctx, id: string) {
	return getApplicationState(ctx, id);
}

/** One application as it is now. */
export async function oneApplication(ctx: Ctx, id: string) {
	const { applications } = await listApplications(ctx, { id, limit: 1 });
	const [row] = applications;
	if (!row) throw notFound("application", id);
	return applicationAnswer(row);
}
