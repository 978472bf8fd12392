import { z } from "zod";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import type { Action } from "../access/ability.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { assertIssuer } from "./assert-host.server";
import {
	checkTogether,
	FUND_TERMS,
	FUND_WORDS,
	type FundField,
	type FundFields,
	fundChangesSchema,
} from "./fund.schema";
import { changedFacts, fundFacts, fundRevision } from "./fund-facts.server";
import { overseenFund } from "./overseen-fund.server";

const changesSchema = fundChangesSchema.partial();

/**
 * Changes words, proposed amounts or terms of a fund. Terms hold for gifts from now on; booked gifts keep theirs.
 * @param input.basedOn  the fund's revision the changes were made on
 * @throws AppError fund_not_found, forbidden (a field of another's), fund_invalid, fund_issuer_unknown,
 *   fund_changed (somebody else was first), fund_use_kept (the use of a fund with gifts stays)
 */
export async function changeFund(
	ctx: Ctx,
	input: { slug: string; basedOn: string; changes: Partial<FundFields> },
): Promise<void> {
	const parsed = changesSchema.safeParse(input.changes);
	if (!parsed.success) throw invalid("fund_invalid", z.prettifyError(parsed.error));
	const changes = parsed.data;
	const { id } = await overseenFund(ctx, input.slug, ...neededFor(Object.keys(changes) as FundField[]));
	await inTransaction(ctx, async (tx) => {
		await tx.$queryRaw`SELECT 1 FROM fund WHERE id = ${id}::uuid FOR UPDATE`;
		const before = await tx.fund.findUniqueOrThrow({ where: { id } });
		if (fundRevision(before) !== input.basedOn) {
			throw conflict("fund_changed", `fund ${id} was changed meanwhile`, { personKey: "funds.changed" });
		}
		const after = { ...before, ...changes };
		const difference = changedFacts(fundFacts(before), fundFacts(after));
		if (Object.keys(difference.after).length === 0) return;
		assertTogether(after);
		if ("use" in difference.after) await assertNoGifts(tx, id);
		if ("receiptIssuerId" in difference.after) await assertIssuer(tx, after.receiptIssuerId);
		await tx.fund.update({ where: { id }, data: changes });
		await audit(tx, ctx, {
			action: "fund.changed",
			subject: { type: "fund", id },
			institutionId: before.institutionId,
			...difference,
		});
	});
}

const holds = (list: readonly FundField[], field: FundField) => list.includes(field);

/** The rights these fields ask for. Proposed amounts go with either: whoever moves the limits must be able to move them. */
function neededFor(fields: readonly FundField[]): Action[] {
	const words = fields.some((field) => holds(FUND_WORDS, field));
	const terms = fields.some((field) => holds(FUND_TERMS, field));
	return [...(words || !terms ? (["change"] as const) : []), ...(terms ? (["changeTerms"] as const) : [])];
}

function assertTogether(fund: Parameters<typeof checkTogether>[0]): void {
	const refused: string[] = [];
	checkTogether(fund, { addIssue: ({ message }) => refused.push(message) });
	if (refused.length > 0) throw invalid("fund_invalid", refused.join(", "));
}

/** Ledger lines carry the use, and are compared when Stripe's events come again: it must not move under booked gifts. */
async function assertNoGifts(tx: Tx, fundId: string): Promise<void> {
	const gift = await tx.gift.findFirst({ where: { fundId }, select: { id: true } });
	if (gift) throw conflict("fund_use_kept", `fund ${fundId} has gifts, its use stays`);
}
