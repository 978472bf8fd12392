import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { yen } from "../money/yen";
import { searchTerms } from "../names/fold-name";
import { queryGrams } from "../names/search-grams";
import type { ReceiptState } from "./receipt.status";

export type ReceiptsFilter = {
	/** this one, issued or void */
	id?: string;
	/** whole, as printed */
	numberText?: string;
	status?: ReceiptState;
	/** an institution */
	issuerId?: string;
	taxYear?: number;
	batchId?: string;
	kind?: "each" | "annual";
	/** a whole number as printed, or a donor's name */
	search?: string;
	/** still to print and post */
	paper?: "waiting";
	/** oldest first: in the order of numbers within a batch */
	oldestFirst?: boolean;
};

const receiptRow = z.object({
	id: z.uuid(),
	issuer: z.string(),
	issuerJa: z.string(),
	issuerEn: z.string(),
	kind: z.enum(["each", "annual"]),
	status: z.enum(["prepared", "issued", "void"]),
	numberText: z.string().nullable(),
	taxYear: z.int(),
	receivedOn: z.string(),
	amountYen: z.bigint().transform((value) => yen(value)),
	lang: z.enum(["ja", "en"]),
	delivery: z.enum(["pdf", "paper"]),
	issuedOn: z.string().nullable(),
	paperSentOn: z.string().nullable(),
	hasFile: z.boolean(),
	voidReason: z.string().nullable(),
	replaces: z.string().nullable(),
	replacedBy: z.string().nullable(),
	/** as printed */
	donor: z.string(),
	honorific: z.enum(["person", "organisation"]),
	postalCode: z.string(),
	addressLines: z.array(z.string()),
	giftIds: z.array(z.uuid()),
});
export type ReceiptRow = z.output<typeof receiptRow>;

export const RECEIPTS_PER_PAGE = 50;

/**
 * Receipts the actor may see, newest first (or oldest first). Ids are in order of making, so a page costs the same at any depth.
 * @param input.cursor  id of the last receipt of the page before
 */
export async function listReceipts(
	ctx: Ctx,
	input: ReceiptsFilter & { cursor?: string; limit?: number },
): Promise<{ receipts: ReceiptRow[]; nextCursor: string | null }> {
	await authorize(ctx, "read", "Receipt");
	const limit = input.limit ?? RECEIPTS_PER_PAGE;
	const rows = await readRows(ctx, receiptRow, (visible) => receiptsSql(visible, input, limit + 1));
	const receipts = rows.slice(0, limit);
	return { receipts, nextCursor: rows.length > limit ? (receipts.at(-1)?.id ?? null) : null };
}

/** All of them in pages, for a file. */
export async function* eachReceipt(ctx: Ctx, filter: ReceiptsFilter): AsyncGenerator<ReceiptRow> {
	let cursor: string | undefined;
	do {
		const page = await listReceipts(ctx, { ...filter, cursor, limit: 500 });
		yield* page.receipts;
		cursor = page.nextCursor ?? undefined;
	} while (cursor !== undefined);
}

function receiptsSql(visible: Visible, input: ReceiptsFilter & { cursor?: string }, limit: number): Prisma.Sql {
	const order = input.oldestFirst ? Prisma.sql`ASC` : Prisma.sql`DESC`;
	return Prisma.sql`
		WITH page AS MATERIALIZED (
			SELECT r.* FROM receipt r WHERE ${Prisma.join(conditions(visible, input), " AND ")} ORDER BY r.id ${order} LIMIT ${limit}
		)
		SELECT r.id, i.slug AS issuer, i.name_ja AS "issuerJa", i.name_en AS "issuerEn", r.kind, r.status, r.number_text AS "numberText",
			r.tax_year AS "taxYear", r.received_on::text AS "receivedOn", r.amount_yen AS "amountYen", r.lang, r.delivery,
			r.issued_on::text AS "issuedOn", r.paper_sent_on::text AS "paperSentOn", r.file_key IS NOT NULL AS "hasFile",
			r.void_reason AS "voidReason", r.replaces_id::text AS "replaces",
			(SELECT n.id::text FROM receipt n WHERE n.replaces_id = r.id) AS "replacedBy",
			r.content -> 'donor' ->> 'name' AS donor, r.content -> 'donor' ->> 'honorific' AS honorific,
			r.content -> 'donor' ->> 'postalCode' AS "postalCode", r.content -> 'donor' -> 'addressLines' AS "addressLines",
			(SELECT coalesce(array_agg(rg.gift_id::text ORDER BY rg.received_on, rg.gift_id), '{}') FROM receipt_gift rg WHERE rg.receipt_id = r.id) AS "giftIds"
		FROM page r JOIN institution i ON i.id = r.issuer_id
		ORDER BY r.id ${order}`;
}

function conditions(visible: Visible, input: ReceiptsFilter & { cursor?: string }): Prisma.Sql[] {
	const found = [visible("receipt", "r")];
	if (input.cursor !== undefined) {
		found.push(input.oldestFirst ? Prisma.sql`r.id > ${input.cursor}::uuid` : Prisma.sql`r.id < ${input.cursor}::uuid`);
	}
	if (input.id !== undefined) found.push(Prisma.sql`r.id = ${input.id}::uuid`);
	if (input.numberText !== undefined) found.push(Prisma.sql`r.number_text = ${input.numberText}`);
	// One in preparation belongs to its batch until it is issued.
	if (input.status !== undefined) found.push(Prisma.sql`r.status = ${input.status}`);
	else if (input.batchId === undefined) found.push(Prisma.sql`r.status IN ('issued', 'void')`);
	if (input.issuerId !== undefined) found.push(Prisma.sql`r.issuer_id = ${input.issuerId}::uuid`);
	if (input.taxYear !== undefined) found.push(Prisma.sql`r.tax_year = ${input.taxYear}`);
	if (input.batchId !== undefined) found.push(Prisma.sql`r.batch_id = ${input.batchId}::uuid`);
	if (input.kind !== undefined) found.push(Prisma.sql`r.kind = ${input.kind}`);
	if (input.paper !== undefined) {
		found.push(Prisma.sql`r.status = 'issued' AND r.delivery = 'paper' AND r.paper_sent_on IS NULL`);
	}
	const search = input.search?.trim() ?? "";
	if (search !== "") found.push(bySearch(visible, search));
	return found;
}

/** A number as printed is found by its index; a name as in the list of gifts, by the donor it belongs to. */
function bySearch(visible: Visible, search: string): Prisma.Sql {
	const number = Prisma.sql`r.number_text = ${search}`;
	const terms = searchTerms(search);
	if (terms.length === 0) return number;
	const words = terms.map((term) => Prisma.sql`d.search_key LIKE ${`%${term.replace(/[\\%_]/g, "\\$&")}%`}`);
	return Prisma.sql`(${number} OR r.donor_id IN (
		SELECT d.id FROM donor d WHERE ${visible("donor", "d")}
			AND d.search_grams @> ${queryGrams(search)}::text[] AND ${Prisma.join(words, " AND ")}))`;
}
