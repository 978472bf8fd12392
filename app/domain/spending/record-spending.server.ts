import { randomUUID } from "node:crypto";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, forbidden, invalid } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize, isUuid, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { fiscalYearOf, jstDayString } from "../calendar/fiscal-year";
import { FIRST_FUND_DAY } from "../external-funds/external-fund.schema";
import { adjustmentFor } from "../ledger/closed-years.server";
import type { Category, Use } from "../ledger/kinds";
import { postEntries } from "../ledger/post-entries.server";
import { MAX_TYPED_YEN, yen } from "../money/yen";
import type { ExpenseItem } from "./expense-items";
import { SPENDING_MAX, type SpendingSource } from "./spending.schema";
import { spendingKey } from "./spending-key";
import { spendingPosting } from "./spending-postings";

export type SpendingInput = SpendingSource & {
	/** JST day, not after today */
	spentOn: string;
	expenseItem: ExpenseItem;
	/** the fund's own when absent */
	use?: Use;
	/** what was bought, without a person's name */
	description: string;
	amountYen: bigint;
	/** of the institution; with it a line is once */
	voucher?: string;
	/** of the voucher; the first when absent */
	voucherLine?: number;
	/** of one form: sent twice it is booked once */
	entryKey?: string;
	/** needed in a closed fiscal year */
	adjustmentReason?: string;
};

type Source = {
	hubId: string | null;
	institutionId: string;
	fundId: string | null;
	externalFundId: string | null;
	category: Category;
	use: Use;
};

/**
 * Books what was bought from a fund's gifts or from an award. More than was received is allowed, since institutions
 * advance money: the balance then shows it as below zero.
 * @throws AppError spending_source_unknown, spending_invalid (400), forbidden, spending_voucher_known, year_closed (409)
 */
export async function recordSpending(
	ctx: Ctx,
	input: SpendingInput,
): Promise<{ spendingLineId: string; isNew: boolean }> {
	await authorize(ctx, "record", "SpendingLine");
	assertLine(ctx, input);
	const source = await sourceOf(ctx, input);
	if (!mayDo(ctx, "record", "SpendingLine", source)) throw forbidden("record spending there");
	return inTransaction(ctx, async (tx) => {
		const id = randomUUID();
		const line = { id, ...source, ...contentOf(input), use: input.use ?? source.use };
		const sourceKey = keyOf(input, source.institutionId, id);
		const [made] = await tx.spendingLine.createManyAndReturn({
			data: [
				{
					...dataOf(line),
					sourceKey,
					enteredBy: actorId(ctx.actor),
					createdAt: ctx.now,
				},
			],
			skipDuplicates: true,
			select: { id: true },
		});
		if (!made) return { spendingLineId: await sameLine(tx, sourceKey, line), isNew: false };
		const reason = await adjustmentFor(tx, line.spentOn, input.adjustmentReason);
		await postEntries(tx, [spendingPosting(line, reason)]);
		await audit(tx, ctx, {
			action: "spending.recorded",
			subject: { type: "spending_line", id },
			institutionId: source.institutionId,
			after: { ...dataOf(line), spentOn: line.spentOn, amountYen: line.amountYen.toString(), adjustmentReason: reason },
		});
		return { spendingLineId: id, isNew: true };
	});
}

function contentOf(input: SpendingInput) {
	const { spentOn, expenseItem, amountYen, voucher = "" } = input;
	return {
		spentOn,
		expenseItem,
		amountYen,
		description: input.description.trim(),
		voucher: voucher.normalize("NFKC").trim(),
	};
}
type Line = Source & ReturnType<typeof contentOf> & { id: string };

function dataOf({ category: _category, spentOn, ...line }: Line) {
	return { ...line, spentOn: new Date(`${spentOn}T00:00:00Z`), fiscalYear: fiscalYearOf(spentOn) };
}

function keyOf({ voucher = "", voucherLine = 1, entryKey, spentOn }: SpendingInput, institutionId: string, id: string) {
	if (voucher.trim() !== "") {
		return spendingKey({ institutionId, fiscalYear: fiscalYearOf(spentOn), voucher, line: voucherLine });
	}
	return entryKey ? `form:${entryKey}` : `spending:${id}`;
}

/** The same line again is the same; the voucher of another one is refused. */
async function sameLine(tx: Tx, sourceKey: string, line: Line): Promise<string> {
	const known = await tx.spendingLine.findUniqueOrThrow({ where: { sourceKey } });
	const same =
		known.fundId === line.fundId &&
		known.externalFundId === line.externalFundId &&
		known.amountYen === line.amountYen &&
		known.expenseItem === line.expenseItem &&
		known.use === line.use &&
		known.spentOn.toISOString().slice(0, 10) === line.spentOn;
	if (same) return known.id;
	throw conflict("spending_voucher_known", `spending line ${known.id} has the key ${sourceKey}`, {
		personKey: "spending.voucherKnown",
		params: { field: "voucher", spendingLineId: known.id },
	});
}

/** Read by the actor's own eyes: a fund of another hub is as good as none. */
async function sourceOf(ctx: Ctx, { fundId, externalFundId }: SpendingInput): Promise<Source> {
	if (fundId !== undefined && isUuid(fundId)) {
		const where = { id: fundId };
		const fund = await ctx.db.fund.findUnique({ where, select: { hubId: true, institutionId: true, use: true } });
		if (fund) return { ...fund, use: fund.use as Use, fundId, externalFundId: null, category: "gift" };
	}
	if (externalFundId !== undefined && isUuid(externalFundId)) {
		const fund = await ctx.db.externalFund.findUnique({ where: { id: externalFundId } });
		if (fund && (fund.voidedAt || fund.decision === "declined")) {
			throw refused("of", fund.voidedAt ? "externalFunds.isVoid" : "spending.declined");
		}
		if (fund) {
			const { hubId, institutionId } = fund;
			const { category, use } = fund as { category: Category; use: Use };
			return { hubId, institutionId, fundId: null, externalFundId, category, use };
		}
	}
	throw refused("of", "spending.choose");
}

function assertLine(ctx: Ctx, { spentOn, amountYen, description }: SpendingInput): void {
	const today = jstDayString(ctx.now);
	if (spentOn < FIRST_FUND_DAY || spentOn > today) throw refused("spentOn", "fields.dayTo", { to: today });
	if (amountYen <= 0n) throw refused("amountYen", "fields.amount.zero");
	if (amountYen > MAX_TYPED_YEN) throw refused("amountYen", "fields.amount.tooLarge");
	const length = description.trim().length;
	if (length === 0) throw refused("description", "fields.required");
	if (length > SPENDING_MAX.description) {
		throw refused("description", "fields.tooLong", { max: SPENDING_MAX.description });
	}
}

const refused = (field: string, personKey: string, params: Record<string, string | number> = {}) =>
	invalid(field === "of" ? "spending_source_unknown" : "spending_invalid", `${field} is refused: ${personKey}`, {
		personKey,
		params: { ...params, field },
	});

/** One that was just written, in the transaction that wrote it: nobody else sees it yet. */
export function readWrittenLine(ctx: Ctx, id: string) {
	return inTransaction(ctx, async (tx) => {
		const row = await tx.spendingLine.findUniqueOrThrow({
			where: { id },
			include: {
				hub: { select: { slug: true } },
				institution: { select: { slug: true } },
				externalFund: { select: { category: true } },
			},
		});
		const { hub, institution, externalFund, ...line } = row;
		return {
			...line,
			hub: hub?.slug ?? null,
			institution: institution.slug,
			category: (externalFund?.category ?? "gift") as Category,
			spentOn: row.spentOn.toISOString().slice(0, 10),
			expenseItem: row.expenseItem as ExpenseItem,
			use: row.use as Use,
			amountYen: yen(row.amountYen),
		};
	});
}
