import { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readWhole } from "../access/whole-reading.server";
import { issueAppealCode } from "../campaigns/appeal-codes.server";
import { readReport, scopeOf } from "./get-report.server";
import { assertReportMove, type LockedReport, lockReport, nextRevision } from "./locked-report.server";
import { type FrozenReport, hashOfReport, measureReport } from "./measure-report.server";
import { readPoint } from "./read-figures.server";
import { reportNoteSchema } from "./report.schema";
import { assertSecondPerson, keepStep, nameOfActor, tellOfReport } from "./report-steps.server";

/**
 * The second person's word on a report. Approval freezes its figures as of that moment, with their words and the hash of
 * their lines, and gives the report the code its links carry. Sent back, with a note that says why, it is a draft again.
 * @throws AppError report_not_found, forbidden, report_own (403), report_moved (409), report_changed (409), report_note (400)
 */
export async function decideReport(
	ctx: Ctx,
	input: { reportId: string; approve: boolean; note?: string },
): Promise<void> {
	const { reportId, approve } = input;
	await authorize(ctx, "approve", { type: "Report", id: reportId });
	const note = noteOf(input.note, !approve);
	const read = await readReport(ctx, reportId);
	const frozen = approve ? await freeze(ctx, reportId) : null;
	await inTransaction(ctx, async (tx) => {
		const row = await lockReport(tx, reportId);
		assertReportMove(row, approve ? "approved" : "draft");
		// What is approved is what was in review: anything else, and the figures would be of other blocks.
		if (row.status !== "in_review" || row.updatedAt.getTime() !== read.updatedAt.getTime()) {
			throw conflict("report_changed", `report ${reportId} was changed meanwhile`, { personKey: "reports.changed" });
		}
		await assertSecondPerson(tx, ctx, row);
		await tx.report.update({
			where: { id: reportId },
			data: {
				status: approve ? "approved" : "draft",
				note,
				...(frozen && { frozen, frozenSha256: hashOfReport({ blocks: row.blocks, frozen }) }),
				...{ decidedBy: actorId(ctx.actor), decidedAt: ctx.now, updatedAt: nextRevision(ctx, row) },
			},
		});
		const sha256 = frozen && hashOfReport({ blocks: row.blocks, frozen });
		await keepStep(tx, ctx, row, {
			...{ status: approve ? "approved" : "draft", action: approve ? "approved" : "sent_back", note },
			...(sha256 !== null && { after: { sha256 } }),
		});
		if (approve) await issueAppealCode(tx, { kind: "report", subjectId: reportId, hubId: row.hubId });
		await tellOfReport(tx, ctx, row, approve ? "approved" : "sentBack");
	});
}

function noteOf(given: string | undefined, needed: boolean): string {
	const note = reportNoteSchema.safeParse(given ?? "");
	if (note.success && (!needed || note.data !== "")) return note.data;
	throw invalid("report_note", "a report is sent back with a note", {
		personKey: note.success ? "reports.noteNeeded" : "fields.invalid",
		params: { field: "note" },
	});
}

/** Read whole and as of one moment, whoever approves: a figure is not what the reviewer's roles happen to show. */
function freeze(ctx: Ctx, reportId: string): Promise<FrozenReport> {
	return readWhole(ctx, "freezeReport", async (reading) => {
		// The first query of the transaction fixes its moment.
		const ledger = await readPoint(reading);
		const row = await readReport(reading, reportId);
		return {
			version: 1,
			...{ kind: row.kind, titleJa: row.titleJa, titleEn: row.titleEn, from: row.from, to: row.to },
			...{ institution: row.institution.slug, hub: row.hub?.slug ?? null },
			...{ approvedAt: ctx.now.toISOString(), approvedBy: nameOfActor(ctx.actor), ledger },
			...(await measureReport(reading, scopeOf(row), row.blocks, null)),
		};
	});
}

/**
 * Takes an approved report back before anything of it was sent: a draft again, its frozen figures gone.
 * @throws AppError report_not_found, forbidden, report_moved (409), report_note (400), report_scheduled (409)
 */
export async function takeBackReport(ctx: Ctx, input: { reportId: string; note: string }): Promise<void> {
	const { reportId } = input;
	await authorize(ctx, "approve", { type: "Report", id: reportId });
	const note = noteOf(input.note, true);
	await inTransaction(ctx, async (tx) => {
		const row = await lockReport(tx, reportId);
		await assertMayComeBack(row, () =>
			tx.mailing.count({ where: { reportId, status: { notIn: ["cancelled"] } } }).then((count) => count > 0),
		);
		await tx.report.update({
			where: { id: reportId },
			data: { status: "draft", note, frozen: Prisma.DbNull, frozenSha256: null, updatedAt: nextRevision(ctx, row) },
		});
		await keepStep(tx, ctx, row, { status: "draft", action: "taken_back", note });
		await tellOfReport(tx, ctx, row, "sentBack");
	});
}

async function assertMayComeBack(row: LockedReport, isPlanned: () => Promise<boolean>): Promise<void> {
	if (row.status !== "approved") assertReportMove({ ...row, status: "sent" }, "draft");
	if (await isPlanned()) {
		throw conflict("report_scheduled", `report ${row.id} has a sending`, { personKey: "reports.scheduled" });
	}
}
