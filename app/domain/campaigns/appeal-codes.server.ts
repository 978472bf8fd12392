import { randomInt } from "node:crypto";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";

/** Read aloud from a letter and typed on a telephone: no 0 and o, no 1, i and l. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const LENGTH = 8;

export const APPEAL_CODE_KINDS = ["appeal", "report", "event"] as const;
export type AppealCodeKind = (typeof APPEAL_CODE_KINDS)[number];

const codeRow = z.object({ code: z.string() });

/**
 * The code that addresses of one appeal, report or event carry as `appeal=`. A subject has one for good.
 * @param of.hubId  whose gifts may answer it; null: anybody's
 */
export async function issueAppealCode(
	tx: SqlTx,
	of: { kind: AppealCodeKind; subjectId: string; hubId: string | null },
): Promise<string> {
	for (;;) {
		// A code somebody else has conflicts too, and is drawn again.
		await tx.$executeRaw`
			INSERT INTO appeal_code (code, kind, subject_id, hub_id)
			VALUES (${drawCode()}, ${of.kind}, ${of.subjectId}::uuid, ${of.hubId}::uuid)
			ON CONFLICT DO NOTHING`;
		const [row] = await queryRows(
			tx,
			codeRow,
			Prisma.sql`SELECT code FROM appeal_code WHERE kind = ${of.kind} AND subject_id = ${of.subjectId}::uuid`,
		);
		if (row) return row.code;
	}
}

const drawCode = () => Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");
