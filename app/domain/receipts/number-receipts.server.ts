import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { actorId } from "../access/actor";
import type { Ctx } from "../access/ctx.server";
import { auditSql } from "../audit/audit.server";
import type { IssuerSettings } from "./issuer-settings.server";
import { formatReceiptNumber, registerYearOf } from "./receipt-number";

const preparedSchema = z.object({ id: z.uuid(), lang: z.enum(["ja", "en"]), amountYen: z.bigint() });
const takenSchema = z.object({ lastNumber: z.int() });

export type NumberedReceipt = { id: string; number: number; numberText: string };

/**
 * Issues receipts in preparation: each takes the next number of its issuer's register, in the order of their ids.
 *
 * The register's row stays locked until this transaction ends, so whoever issues at the same time waits for its outcome: a
 * commit keeps numbers and receipts together, a crash keeps neither, and the register has no gap and no double. The jobs
 * that make the files are queued in the same transaction. Keep what follows in it short.
 */
export async function numberReceipts(
	tx: SqlTx,
	ctx: Ctx,
	issuer: IssuerSettings,
	input: { receiptIds: readonly string[]; issuedOn: string; issuedBy?: string | null },
): Promise<NumberedReceipt[]> {
	const prepared = await queryRows(
		tx,
		preparedSchema,
		Prisma.sql`
		SELECT id, lang, amount_yen AS "amountYen" FROM receipt
		WHERE id = ANY(${[...input.receiptIds]}::uuid[]) AND status = 'prepared' AND issuer_id = ${issuer.institutionId}::uuid
		ORDER BY id FOR UPDATE`,
	);
	if (prepared.length === 0) return [];
	const { numberFormat, numberYear } = issuer;
	const { issuedOn } = input;
	const year = registerYearOf(issuedOn, numberYear);
	const { lastNumber } = await queryRow(
		tx,
		takenSchema,
		Prisma.sql`
		INSERT INTO receipt_register (issuer_id, year, last_number) VALUES (${issuer.institutionId}::uuid, ${year}, ${prepared.length})
		ON CONFLICT (issuer_id, year) DO UPDATE SET last_number = receipt_register.last_number + excluded.last_number
		RETURNING last_number AS "lastNumber"`,
	);
	const first = lastNumber - prepared.length + 1;
	const numbered = prepared.map(({ id, lang, amountYen }, index) => {
		const number = first + index;
		const numberText = formatReceiptNumber(numberFormat, number, { issuedOn, numberYear });
		return { id, number, numberText, lang, amountYen: amountYen.toString() };
	});
	const issuedBy = input.issuedBy === undefined ? actorId(ctx.actor) : input.issuedBy;
	await tx.$executeRaw(issueSql(ctx, issuer, numbered, { issuedOn, issuedBy, year }));
	await tx.$executeRaw(auditsSql(ctx, issuer.institutionId, numbered));
	await tx.$executeRaw`
		SELECT enqueue_job('renderReceipt', json_build_object('receiptId', id), 'receipt:' || id, NULL, NULL, 5, NULL)
		FROM unnest(${numbered.map(({ id }) => id)}::uuid[]) AS id`;
	return numbered.map(({ id, number, numberText }) => ({ id, number, numberText }));
}

type Issued = NumberedReceipt & { lang: "ja" | "en"; amountYen: string };

/** The issuer's own words are those of the day of issue, whenever the receipt was prepared. */
function issueSql(
	ctx: Ctx,
	issuer: IssuerSettings,
	numbered: readonly Issued[],
	{ issuedOn, issuedBy, year }: { issuedOn: string; issuedBy: string | null; year: number },
): Prisma.Sql {
	return Prisma.sql`
		UPDATE receipt r SET status = 'issued', register_year = ${year}, number = n.number, number_text = n."numberText",
			issued_on = ${issuedOn}::date, issued_at = ${ctx.now}, issued_by = ${issuedBy},
			content = r.content || jsonb_build_object('numberText', n."numberText", 'issuedOn', ${issuedOn}::text,
				'issuer', ${JSON.stringify(issuer.printed)}::jsonb -> n.lang, 'sealKey', ${issuer.sealKey}::text)
		FROM jsonb_to_recordset(${JSON.stringify(numbered)}::jsonb) AS n(id uuid, number int, "numberText" text, lang text)
		WHERE r.id = n.id`;
}

/** One audit event each, in one statement. */
function auditsSql(ctx: Ctx, institutionId: string, numbered: readonly Issued[]): Prisma.Sql {
	const events = numbered.map(
		({ id, numberText, amountYen }, index) =>
			Prisma.sql`${Prisma.raw(`a${index}`)} AS (${auditSql(ctx, {
				action: "receipt.issued",
				subject: { type: "receipt", id },
				institutionId,
				after: { numberText, amountYen },
			})})`,
	);
	return Prisma.sql`WITH ${Prisma.join(events, ", ")} SELECT 1`;
}
