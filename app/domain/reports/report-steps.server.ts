import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, type Tx } from "~/platform/db/transaction.server";
import { forbidden } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import { type Actor, actorId } from "../access/actor";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { alertStaff } from "../mails/alert-staff.server";
import type { LockedReport } from "./locked-report.server";
import type { ReportState } from "./report.status";

export const nameOfActor = (actor: Actor): string =>
	actor.kind === "staff" || actor.kind === "api" || actor.kind === "job" ? actor.name : "";

/** One step of a report: kept as it was, and in the audit trail. */
export async function keepStep(
	tx: Tx,
	ctx: Ctx,
	row: Pick<LockedReport, "id" | "institutionId" | "status">,
	step: { status: ReportState; action: string; note?: string; after?: Record<string, string | null> },
): Promise<void> {
	const { status, action, note = "", after = {} } = step;
	const [actor, name] = [actorId(ctx.actor), nameOfActor(ctx.actor)];
	await tx.reportStep.create({
		data: { id: newId(), reportId: row.id, status, note, actorId: actor, actorName: name, at: ctx.now },
	});
	await audit(tx, ctx, {
		action: `report.${action}`,
		subject: { type: "report", id: row.id },
		institutionId: row.institutionId,
		before: { status: row.status },
		after: { status, ...after },
	});
}

const EVENTS = ["submitted", "approved", "sentBack"] as const;
export type ReportEvent = (typeof EVENTS)[number];

/** Who may decide is told of what waits; who handed it in, of what was decided, and with them who may send it. */
export async function tellOfReport(
	tx: Tx,
	ctx: Ctx,
	row: Pick<LockedReport, "id" | "institutionId" | "hubId" | "submittedBy">,
	event: ReportEvent,
): Promise<void> {
	const alert = {
		kind: "report-alert",
		params: { event },
		// Handed in again after it was sent back, it is told again.
		onceKey: `report-${event}:${row.id}:${newId()}`,
		institutionId: row.institutionId,
		hubId: row.hubId,
		subject: { type: "report", id: row.id },
		exceptUserId: actorId(ctx.actor),
	};
	if (event === "submitted") await alertStaff(tx, ctx, { ...alert, roles: ["officer", "admin"] });
	else await alertStaff(tx, ctx, { ...alert, roles: ["officer"], alsoUserId: row.submittedBy });
}

const personRow = z.object({ submitter: z.string().nullable(), decider: z.string().nullable() });

/** A token is the person who made it: nobody is a second person by writing a script. */
export async function assertSecondPerson(tx: Tx, ctx: Ctx, row: LockedReport): Promise<void> {
	const person = (id: string | null) =>
		Prisma.sql`coalesce((SELECT created_by FROM api_token WHERE id::text = ${id}), ${id})`;
	const { submitter, decider } = await queryRow(
		tx,
		personRow,
		Prisma.sql`SELECT ${person(row.submittedBy)} AS submitter, ${person(actorId(ctx.actor))} AS decider`,
	);
	if (submitter !== decider) return;
	throw forbidden(`report ${row.id} was submitted by the same person`, { personKey: "reports.own" });
}
