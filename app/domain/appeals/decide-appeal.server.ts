import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { issueAppealCode } from "../campaigns/appeal-codes.server";
import { parseRichText, plainText } from "../rich-text/rich-text";
import { APPEAL_MAX } from "./appeal.schema";
import { type AppealState, appeal } from "./appeal.status";
import { later } from "./create-appeal.server";
import { assertAppealMove, assertSecondPerson, type LockedAppeal, lockAppeal } from "./lock-appeal.server";

/** What an appeal still lacks before a second person reads it: keys of errors.json. */
export function lacksOf(
	row: Pick<LockedAppeal, "segmentId" | "subjectJa" | "subjectEn" | "bodyJa" | "bodyEn">,
): string[] {
	const lacks: string[] = [];
	if (row.segmentId === null) lacks.push("appeals.lacks.segment");
	const isWritten = (body: string) => plainText(parseRichText(body)).trim() !== "";
	if (row.subjectJa === "" || !isWritten(row.bodyJa)) lacks.push("appeals.lacks.ja");
	// English may be left out as a whole; then everybody reads the Japanese.
	if ((row.subjectEn === "") !== (row.bodyEn === "")) lacks.push("appeals.lacks.en");
	return lacks;
}

/**
 * Hands a draft in for a second person's decision; from now on its words stay as they are.
 * @throws AppError appeal_not_found, forbidden, appeal_moved (409), appeal_unfinished (409)
 */
export async function submitAppeal(ctx: Ctx, input: { appealId: string }): Promise<void> {
	const { appealId } = input;
	await authorize(ctx, "submit", { type: "Appeal", id: appealId });
	await inTransaction(ctx, async (tx) => {
		const row = await lockAppeal(tx, appealId);
		assertAppealMove(row, "in_review");
		const [lack] = lacksOf(row);
		if (lack) throw conflict("appeal_unfinished", `appeal ${appealId} lacks ${lack}`, { personKey: lack });
		await move(tx, ctx, row, "in_review", { submittedBy: actorId(ctx.actor), decidedBy: null, note: "" });
	});
}

/**
 * The second person's word. Approved, the appeal has the code by which gifts answer it; sent back, with a note that says
 * why, it is a draft again.
 * @throws AppError appeal_not_found, forbidden, appeal_own (403), appeal_moved (409), appeal_note (400)
 */
export async function decideAppeal(
	ctx: Ctx,
	input: { appealId: string; approve: boolean; note?: string },
): Promise<void> {
	const { appealId, approve } = input;
	await authorize(ctx, "approve", { type: "Appeal", id: appealId });
	const note = checkedNote(input.note, !approve);
	await inTransaction(ctx, async (tx) => {
		const row = await lockAppeal(tx, appealId);
		if (row.status !== "in_review") assertAppealMove({ ...row, status: "sent" }, "approved");
		await assertSecondPerson(tx, ctx, row);
		await move(tx, ctx, row, approve ? "approved" : "draft", { decidedBy: actorId(ctx.actor), note });
		if (approve) await issueAppealCode(tx, { kind: "appeal", subjectId: appealId, hubId: row.hubId });
	});
}

/**
 * Takes an approved appeal back before anything of it went out: a draft again.
 * @throws AppError appeal_not_found, forbidden, appeal_moved (409), appeal_planned (409), appeal_note (400)
 */
export async function takeBackAppeal(ctx: Ctx, input: { appealId: string; note?: string }): Promise<void> {
	const { appealId } = input;
	await authorize(ctx, "approve", { type: "Appeal", id: appealId });
	const note = checkedNote(input.note, true);
	await inTransaction(ctx, async (tx) => {
		const row = await lockAppeal(tx, appealId);
		if (row.status !== "approved") assertAppealMove({ ...row, status: "sent" }, "draft");
		const planned = await tx.mailing.count({ where: { appealId, status: { not: "cancelled" } } });
		const letters = await tx.appealLetter.count({ where: { appealId } });
		if (planned + letters > 0) {
			throw conflict("appeal_planned", `appeal ${appealId} has a sending`, { personKey: "appeals.planned" });
		}
		await move(tx, ctx, row, "draft", { note });
	});
}

type Changes = { submittedBy?: string | null; decidedBy?: string | null; note?: string };

async function move(tx: Tx, ctx: Ctx, row: LockedAppeal, status: AppealState, changes: Changes): Promise<void> {
	appeal.assertMove(row.status as AppealState, status);
	await tx.appeal.update({
		where: { id: row.id },
		data: { status, ...changes, updatedAt: later(ctx, row.updatedAt) },
	});
	await audit(tx, ctx, {
		action: `appeal.${status === "draft" ? "sent_back" : status}`,
		subject: { type: "appeal", id: row.id },
		institutionId: row.institutionId,
		before: { status: row.status },
		after: { status, note: changes.note ?? "" },
	});
}

function checkedNote(given: string | undefined, needed: boolean): string {
	const note = (given ?? "").trim();
	const tooLong = [...note].length > APPEAL_MAX.note;
	if (!tooLong && (!needed || note !== "")) return note;
	throw invalid("appeal_note", "an appeal is sent back with a note", {
		personKey: tooLong ? `fields.tooLong?max=${APPEAL_MAX.note}` : "appeals.noteNeeded",
		params: { field: "note" },
	});
}
