import { Prisma } from "~/platform/db/client.server";
import type { SqlTx } from "~/platform/db/transaction.server";
import { uuid7 } from "~/platform/uuid7";
import { actorId } from "../access/actor";
import type { Ctx } from "../access/ctx.server";
import type { AuditedChange } from "../audit/audit.server";
import { auditAll } from "../audit/audit-all.server";
import { fiscalYearOf } from "../calendar/fiscal-year";
import type { Channel } from "../ledger/kinds";
import { type LedgerPosting, postEntries } from "../ledger/post-entries.server";
import type { FundWords, KnownFund } from "./fund-rows";
import type { FundYear } from "./fund-years.schema";
import type { FundPlan } from "./plan-fund-rows";
import { type PostedFund, type PostedReceipt, receiptPosting } from "./receipt-postings";
import { reverseReceipts } from "./reverse-receipts.server";

/** What one fund's rows do: the plan made of them, and the fund as it was. */
export type FundToWrite = { key: string; hubId: string; plan: FundPlan; known: KnownFund | null };
/** What is kept with a row, so that it can be undone: how it was before, and how the row left it. */
export type FundRowTrace = {
	fund?: { action: "create" | "change"; before: FundWords | null; after: FundWords };
	year?: { before: YearAsText | null; after: YearAsText };
	receipt?: { id: string; replaced: string | null };
};
export type WrittenRow = {
	line: number;
	status: "created" | "changed" | "unchanged";
	targetId: string;
	trace: object | null;
};

type YearAsText = Record<string, string | number | null>;
type Batch = { importId: string; institutionId: string; adjustmentReason: string | null };
type Write = FundToWrite & { id: string; words: FundWords };

/**
 * Writes the plans of many funds in a handful of statements and books what was received: the same rules as recording one
 * by one (receipt-postings, fund-years), for a batch of an import. The caller holds the locks of `readKnownFunds`.
 */
export async function writeFundRows(
	tx: SqlTx,
	ctx: Ctx,
	batch: Batch,
	funds: readonly FundToWrite[],
): Promise<WrittenRow[]> {
	const writes: Write[] = funds
		.filter(({ plan }) => !plan.nothing)
		.flatMap((fund) => {
			const words = fund.plan.fund?.words ?? fund.known?.words;
			return words ? [{ ...fund, words, id: fund.known?.id ?? uuid7() }] : [];
		});
	await insertFunds(tx, ctx, batch, writes);
	await updateFunds(tx, ctx, writes);
	await upsertYears(
		tx,
		writes.flatMap(({ id, plan }) => plan.years.map(({ year }) => ({ id, year }))),
	);
	const receipts = writes.flatMap((write) => write.plan.receipts.map((one) => ({ write, ...one, id: uuid7() })));
	await reverseReceipts(
		tx,
		ctx,
		receipts.flatMap(({ write, replaces }) => (replaces ? [{ fund: posted(batch, write), receipt: replaces }] : [])),
		{ reason: REPLACED, adjustmentReason: batch.adjustmentReason },
	);
	await insertReceipts(
		tx,
		ctx,
		batch.importId,
		receipts.map((one) => ({ ...one.receipt, id: one.id, fundId: one.write.id, sourceKey: rowKey(batch, one.line) })),
	);
	await postEntries(
		tx,
		receipts.map((one) =>
			posting(posted(batch, one.write), { ...one.receipt, id: one.id, sourceKey: rowKey(batch, one.line) }, batch),
		),
	);
	await auditAll(
		tx,
		ctx,
		writes.flatMap((write) => changeOf(write, batch)),
	);
	const receiptIds = new Map(receipts.map(({ line, id }) => [line, id]));
	return writes.flatMap((write) => tracesOf(write, receiptIds));
}

/** Shown as the reason beside a receipt that a later file corrected. */
const REPLACED = "取り込みで訂正 / corrected by an import";

/** Each row of an import books once, whatever is tried again. */
const rowKey = ({ importId }: Batch, line: number) => `import:${importId}:${line}`;

const posted = ({ institutionId }: Batch, { id, hubId, words }: Write): PostedFund => ({
	id,
	hubId,
	institutionId,
	category: words.category,
	use: words.use,
});

type NewReceipt = FundPlan["receipts"][number]["receipt"] & { id: string; sourceKey: string };

function posting(fund: PostedFund, receipt: NewReceipt, { adjustmentReason }: Batch): LedgerPosting {
	const booked: PostedReceipt = {
		...receipt,
		amountYen: BigInt(receipt.amountYen),
		indirectYen: BigInt(receipt.indirectYen),
		channel: receipt.channel as Channel,
	};
	return receiptPosting(fund, booked, adjustmentReason);
}

const COLUMNS =
	Prisma.raw(`id uuid, hub_id uuid, source_key text, number text, title text, funder text, principal_investigator text,
	category text, use text, host_kind text, valuation_basis text, starts_on date, ends_on date, hub_share_basis_points int,
	decision text, decided_on date`);

function fundJson(writes: readonly Write[]): string {
	return JSON.stringify(
		writes.map(({ id, hubId, key, words }) => ({
			...{ id, hub_id: hubId, source_key: key, number: words.number, title: words.title, funder: words.funder },
			principal_investigator: words.principalInvestigator,
			...{ category: words.category, use: words.use, host_kind: words.hostKind },
			valuation_basis: words.valuationBasis,
			...{ starts_on: words.startsOn, ends_on: words.endsOn, hub_share_basis_points: words.hubShareBasisPoints },
			...{ decision: words.decision, decided_on: words.decidedOn },
		})),
	);
}

async function insertFunds(tx: SqlTx, ctx: Ctx, { institutionId }: Batch, writes: readonly Write[]): Promise<void> {
	const made = writes.filter(({ plan }) => plan.fund?.action === "create");
	if (made.length === 0) return;
	// A key somebody else took a moment ago fails the batch: it is planned again with that fund known.
	await tx.$executeRaw(Prisma.sql`
		INSERT INTO external_fund (id, hub_id, institution_id, source_key, number, title, funder, principal_investigator, category, use,
			host_kind, valuation_basis, starts_on, ends_on, hub_share_basis_points, decision, decided_on, source, created_by, created_at, updated_at)
		SELECT r.id, r.hub_id, ${institutionId}::uuid, r.source_key, r.number, r.title, r.funder, r.principal_investigator, r.category, r.use,
			r.host_kind, r.valuation_basis, r.starts_on, r.ends_on, r.hub_share_basis_points, r.decision, r.decided_on, 'import',
			${actorId(ctx.actor)}, ${ctx.now}, ${ctx.now}
		FROM jsonb_to_recordset(${fundJson(made)}::jsonb) AS r(${COLUMNS}) ORDER BY r.source_key`);
}

async function updateFunds(tx: SqlTx, ctx: Ctx, writes: readonly Write[]): Promise<void> {
	await updateFundWords(
		tx,
		ctx,
		writes.filter(({ plan }) => plan.fund?.action === "change"),
	);
}

/** Sets the words of funds that are there. */
export async function updateFundWords(
	tx: SqlTx,
	ctx: Pick<Ctx, "now">,
	funds: readonly { id: string; key: string; hubId: string; words: FundWords }[],
): Promise<void> {
	if (funds.length === 0) return;
	await tx.$executeRaw(Prisma.sql`
		UPDATE external_fund f SET number = r.number, title = r.title, funder = r.funder, principal_investigator = r.principal_investigator,
			category = r.category, use = r.use, host_kind = r.host_kind, valuation_basis = r.valuation_basis, starts_on = r.starts_on,
			ends_on = r.ends_on, hub_share_basis_points = r.hub_share_basis_points, decision = r.decision, decided_on = r.decided_on,
			updated_at = ${ctx.now}
		FROM jsonb_to_recordset(${fundJson(funds as Write[])}::jsonb) AS r(${COLUMNS}) WHERE f.id = r.id`);
}

export async function upsertYears(tx: SqlTx, years: readonly { id: string; year: FundYear }[]): Promise<void> {
	if (years.length === 0) return;
	const json = JSON.stringify(years.map(({ id, year }) => ({ id, ...yearAsText(year) })));
	await tx.$executeRaw(Prisma.sql`
		INSERT INTO external_fund_year (external_fund_id, fiscal_year, planned_yen, decided_yen, direct_yen, indirect_yen, carried_over_yen,
			returned_yen, "precision")
		SELECT r.id, r."fiscalYear", r."plannedYen", r."decidedYen", r."directYen", r."indirectYen", r."carriedOverYen", r."returnedYen",
			r."precision"
		FROM jsonb_to_recordset(${json}::jsonb) AS r(id uuid, "fiscalYear" int, "plannedYen" bigint, "decidedYen" bigint, "directYen" bigint,
			"indirectYen" bigint, "carriedOverYen" bigint, "returnedYen" bigint, "precision" text)
		ON CONFLICT (external_fund_id, fiscal_year) DO UPDATE SET planned_yen = excluded.planned_yen, decided_yen = excluded.decided_yen,
			direct_yen = excluded.direct_yen, indirect_yen = excluded.indirect_yen, carried_over_yen = excluded.carried_over_yen,
			returned_yen = excluded.returned_yen, "precision" = excluded."precision"`);
}

/** As it is kept as JSON: money as text. */
export function yearAsText(year: FundYear): YearAsText {
	return Object.fromEntries(
		Object.entries(year)
			.filter(([name]) => name !== "line")
			.map(([name, value]) => [name, typeof value === "bigint" ? value.toString() : value]),
	);
}

export async function insertReceipts(
	tx: SqlTx,
	ctx: Ctx,
	importId: string,
	receipts: readonly (Omit<NewReceipt, "channel"> & { fundId: string; channel: string })[],
): Promise<void> {
	if (receipts.length === 0) return;
	const json = JSON.stringify(
		receipts.map((receipt) => ({ ...receipt, fiscalYear: fiscalYearOf(receipt.receivedOn) })),
	);
	await tx.$executeRaw(Prisma.sql`
		INSERT INTO external_fund_receipt (id, external_fund_id, kind, received_on, date_precision, fiscal_year, amount_yen, indirect_yen,
			"precision", channel, note, source_key, import_id, entered_by, created_at)
		SELECT r.id, r."fundId", r.kind, r."receivedOn", r."datePrecision", r."fiscalYear", r."amountYen", r."indirectYen", r."precision",
			r.channel, r.note, r."sourceKey", ${importId}::uuid, ${actorId(ctx.actor)}, ${ctx.now}
		FROM jsonb_to_recordset(${json}::jsonb) AS r(id uuid, "fundId" uuid, kind text, "receivedOn" date, "datePrecision" text,
			"fiscalYear" int, "amountYen" bigint, "indirectYen" bigint, "precision" text, channel text, note text, "sourceKey" text)`);
}

/** What was there and changed is told one by one; what is new is told once, by the import. */
function changeOf({ id, plan, known }: Write, { institutionId, importId }: Batch): AuditedChange[] {
	if (known === null) return [];
	const years = plan.years.map(({ year, before }) => ({
		before: before && yearAsText(before),
		after: yearAsText(year),
	}));
	const receipts = plan.receipts.map(({ line, receipt, replaces }) => ({
		line,
		receivedOn: receipt.receivedOn,
		amountYen: receipt.amountYen,
		replaces: replaces?.id ?? null,
	}));
	if (plan.fund === null && years.length === 0 && receipts.length === 0) return [];
	const words = plan.fund ? { words: plan.fund.words } : {};
	return [
		{
			action: "external_fund.imported",
			subject: { type: "external_fund", id },
			institutionId,
			cause: `import:${importId}`,
			before: { ...(plan.fund ? { words: known.words } : {}), years: years.map(({ before }) => before) },
			after: { ...words, years: years.map(({ after }) => after), receipts },
		},
	];
}

function tracesOf({ id, plan, known, words }: Write, receiptIds: ReadonlyMap<number, string>): WrittenRow[] {
	const years = new Map(plan.years.map((one) => [one.line, one]));
	const receipts = new Map(plan.receipts.map((one) => [one.line, one]));
	return [...plan.outcomes].map(([line, status]) => {
		const year = years.get(line);
		const receipt = receipts.get(line);
		const trace: FundRowTrace = {
			...(plan.fund?.line === line
				? { fund: { action: plan.fund.action, before: known?.words ?? null, after: words } }
				: {}),
			...(year ? { year: { before: year.before && yearAsText(year.before), after: yearAsText(year.year) } } : {}),
			...(receipt ? { receipt: { id: receiptIds.get(line) ?? "", replaced: receipt.replaces?.id ?? null } } : {}),
		};
		return { line, status, targetId: id, trace: status === "unchanged" ? null : trace };
	});
}
