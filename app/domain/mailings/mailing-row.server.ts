import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { notFound } from "~/platform/errors";
import { MAIL_PURPOSES, MAILING_STATES, type MailingState } from "./mailing.status";

/** What a run needs to know of its mailing. */
const mailingRow = z.object({
	id: z.uuid(),
	institutionId: z.uuid(),
	hubId: z.uuid().nullable(),
	hubSlug: z.string().nullable(),
	reportId: z.uuid().nullable(),
	appealId: z.uuid().nullable(),
	reportKind: z.enum(["impact", "statement", "year_end"]).nullable(),
	purpose: z.enum(MAIL_PURPOSES),
	definition: z.unknown(),
	code: z.string(),
	status: z.enum(MAILING_STATES as [MailingState, ...MailingState[]]),
	scheduledAt: z.date(),
	ratePerMinute: z.int(),
	onePerAddress: z.boolean(),
	preparedTo: z.uuid().nullable(),
	startedAt: z.date().nullable(),
	serverTries: z.int(),
	waitsUntil: z.date().nullable(),
	createdBy: z.string().nullable(),
});
export type MailingRow = z.output<typeof mailingRow>;

/**
 * The row, and nobody changes it before the transaction ends.
 * @throws AppError mailing_not_found
 */
export async function lockMailing(tx: SqlTx, mailingId: string): Promise<MailingRow> {
	const [row] = await queryRows(
		tx,
		mailingRow,
		Prisma.sql`
		SELECT m.id, m.institution_id AS "institutionId", m.hub_id AS "hubId", h.slug AS "hubSlug", m.report_id AS "reportId",
			m.appeal_id AS "appealId", r.kind AS "reportKind", m.purpose, m.definition, m.code, m.status, m.scheduled_at AS "scheduledAt",
			m.rate_per_minute AS "ratePerMinute", m.one_per_address AS "onePerAddress", m.prepared_to AS "preparedTo",
			m.started_at AS "startedAt", m.server_tries AS "serverTries", m.waits_until AS "waitsUntil", m.created_by AS "createdBy"
		FROM mailing m LEFT JOIN hub h ON h.id = m.hub_id LEFT JOIN report r ON r.id = m.report_id
		WHERE m.id = ${mailingId}::uuid FOR UPDATE OF m`,
	);
	if (!row) throw notFound("mailing", mailingId);
	return row;
}

/** Which template its mails are of; the console names them by it. */
export function mailKindOf({
	reportKind,
}: Pick<MailingRow, "reportKind">): "report" | "statement" | "year-end" | "appeal" {
	if (reportKind === null) return "appeal";
	return reportKind === "impact" ? "report" : reportKind === "statement" ? "statement" : "year-end";
}

/** Long runs share one way to go on: the job of a mailing is asked for again under its own name. */
export const mailingJobKey = (mailingId: string) => `mailing:${mailingId}`;
