import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import type { MailPurpose } from "./mailing.status";

/** What is sent: one of the two. */
export type SubjectId = { reportId: string; appealId?: undefined } | { appealId: string; reportId?: undefined };

const subjectRow = z.object({
	id: z.uuid(),
	institutionId: z.uuid(),
	hubId: z.uuid().nullable(),
	status: z.string(),
	purpose: z.enum(["reports", "appeals", "statements"]),
	isMail: z.boolean(),
});
export type Subject = {
	id: string;
	institutionId: string;
	hubId: string | null;
	status: string;
	purpose: MailPurpose;
	/** false: an appeal that goes by letter */
	isMail: boolean;
};

/**
 * The report or appeal, locked until the transaction ends.
 * @throws AppError report_not_found, appeal_not_found
 */
export async function lockSubject(tx: SqlTx, of: SubjectId): Promise<Subject> {
	const [row] = await queryRows(
		tx,
		subjectRow,
		of.reportId !== undefined
			? Prisma.sql`SELECT id, institution_id AS "institutionId", hub_id AS "hubId", status, TRUE AS "isMail",
				CASE WHEN kind = 'impact' THEN 'reports' ELSE 'statements' END AS purpose
				FROM report WHERE id = ${of.reportId}::uuid FOR UPDATE`
			: Prisma.sql`SELECT id, institution_id AS "institutionId", hub_id AS "hubId", status, channel = 'mail' AS "isMail",
				'appeals' AS purpose FROM appeal WHERE id = ${of.appealId}::uuid FOR UPDATE`,
	);
	if (!row) throw notFound(of.reportId === undefined ? "appeal" : "report", of.reportId ?? of.appealId ?? "");
	return row;
}

/** @throws AppError mailing_not_approved (409) */
export function assertApproved(subject: Pick<Subject, "id" | "status">): void {
	if (subject.status === "approved") return;
	throw conflict("mailing_not_approved", `${subject.id} is ${subject.status}, only what is approved is sent`, {
		personKey: "mailings.notApproved",
	});
}
