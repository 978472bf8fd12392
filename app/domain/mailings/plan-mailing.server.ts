import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows, type Tx } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { enqueue } from "~/platform/queue.server";
import { uuid7 } from "~/platform/uuid7";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { issueAppealCode } from "../campaigns/appeal-codes.server";
import { getSegment } from "../segments/get-segment.server";
import { LATEST_DAYS, MAX_RATE_PER_MINUTE } from "./mailing-form.schema";
import { mailingJobKey } from "./mailing-row.server";
import { assertApproved, lockSubject, type Subject, type SubjectId } from "./mailing-subject.server";

type PlannedMailing = SubjectId & {
	segmentId: string;
	/** when it may begin; a moment that has just passed means now */
	scheduledAt: Date;
	ratePerMinute: number;
	/** a shared address gets one mail, to whoever of it gave last */
	onePerAddress: boolean;
};

/** A form is filled in for a while before it is sent. */
const JUST_PASSED_MS = 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
const insertedRow = z.object({ id: z.uuid() });

/**
 * Plans the sending of an approved report or appeal to an audience, whose rules are kept as they are now; who fits them is
 * asked when it begins.
 * @throws AppError forbidden, report_not_found, appeal_not_found, segment_not_found, mailing_not_approved (409),
 *   mailing_by_letter (409), mailing_other_place (400), mailing_too_late, mailing_too_early, mailing_rate (400),
 *   mailing_open (409: it is being sent, or waits)
 */
export async function planMailing(ctx: Ctx, input: PlannedMailing): Promise<{ mailingId: string }> {
	const type = input.reportId === undefined ? "Appeal" : "Report";
	await authorize(ctx, "send", { type, id: input.reportId ?? input.appealId ?? "" });
	const segment = await getSegment(ctx, input.segmentId);
	const scheduledAt = checkedMoment(ctx, input.scheduledAt);
	if (!Number.isInteger(input.ratePerMinute) || input.ratePerMinute < 1 || input.ratePerMinute > MAX_RATE_PER_MINUTE) {
		throw invalid("mailing_rate", `a rate of ${input.ratePerMinute}`, {
			personKey: "mailings.rate",
			params: { field: "ratePerMinute", max: MAX_RATE_PER_MINUTE },
		});
	}
	return inTransaction(ctx, async (tx) => {
		const subject = await lockSubject(tx, input);
		await assertFree(tx, input);
		assertApproved(subject);
		if (!subject.isMail) {
			throw conflict("mailing_by_letter", `appeal ${subject.id} goes by letter`, { personKey: "mailings.byLetter" });
		}
		if (segment.institutionId !== subject.institutionId || segment.hubId !== subject.hubId) {
			throw invalid("mailing_other_place", `segment ${segment.id} is of another place than ${subject.id}`, {
				personKey: "mailings.otherPlace",
				params: { field: "segmentId" },
			});
		}
		return insert(tx, ctx, input, { subject, scheduledAt, rules: segment.rules });
	});
}

async function insert(
	tx: Tx,
	ctx: Ctx,
	input: PlannedMailing,
	of: { subject: Subject; scheduledAt: Date; rules: object },
): Promise<{ mailingId: string }> {
	const { subject, scheduledAt } = of;
	const kind = input.reportId === undefined ? "appeal" : "report";
	const code = await issueAppealCode(tx, { kind, subjectId: subject.id, hubId: subject.hubId });
	const [row] = await queryRows(
		tx,
		insertedRow,
		Prisma.sql`
		INSERT INTO mailing (id, institution_id, hub_id, report_id, appeal_id, purpose, segment_id, definition, code, status,
			scheduled_at, rate_per_minute, one_per_address, created_by, created_at)
		VALUES (${uuid7()}::uuid, ${subject.institutionId}::uuid, ${subject.hubId}::uuid, ${input.reportId ?? null}::uuid,
			${input.appealId ?? null}::uuid, ${subject.purpose}, ${input.segmentId}::uuid, ${JSON.stringify(of.rules)}::jsonb, ${code},
			'scheduled', ${scheduledAt}, ${input.ratePerMinute}, ${input.onePerAddress}, ${actorId(ctx.actor)}, ${ctx.now})
		ON CONFLICT DO NOTHING RETURNING id`,
	);
	if (!row) throw isOpen(subject.id);
	await audit(tx, ctx, {
		action: "mailing.planned",
		subject: { type: "mailing", id: row.id },
		institutionId: subject.institutionId,
		after: {
			[`${kind}Id`]: subject.id,
			segmentId: input.segmentId,
			scheduledAt: scheduledAt.toISOString(),
			ratePerMinute: input.ratePerMinute,
			onePerAddress: input.onePerAddress,
		},
	});
	await enqueue(
		tx,
		"runMailing",
		{ mailingId: row.id },
		{ jobKey: mailingJobKey(row.id), runAt: scheduledAt, priority: 5 },
	);
	return { mailingId: row.id };
}

/** A sending under way has moved its report on from `approved`: the person is told the nearer reason. */
async function assertFree(tx: Tx, { reportId, appealId }: PlannedMailing): Promise<void> {
	const rows = await queryRows(
		tx,
		insertedRow,
		Prisma.sql`SELECT id FROM mailing WHERE status IN ('scheduled', 'preparing', 'sending', 'paused')
			AND (report_id = ${reportId ?? null}::uuid OR appeal_id = ${appealId ?? null}::uuid)`,
	);
	if (rows.length > 0) throw isOpen(reportId ?? appealId ?? "");
}

const isOpen = (id: string) =>
	conflict("mailing_open", `${id} waits to be sent or is being sent`, { personKey: "mailings.open" });

function checkedMoment({ now }: Ctx, wanted: Date): Date {
	const field = { field: "scheduledOn" };
	const ms = wanted.getTime();
	if (!Number.isFinite(ms) || ms < now.getTime() - JUST_PASSED_MS) {
		throw invalid("mailing_too_late", `scheduled for ${ms}`, { personKey: "mailings.past", params: field });
	}
	if (ms > now.getTime() + LATEST_DAYS * DAY_MS) {
		throw invalid("mailing_too_early", `scheduled for ${ms}`, { personKey: "mailings.farAway", params: field });
	}
	return ms < now.getTime() ? now : wanted;
}
