import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { type FiscalYear, fiscalYearOf } from "../calendar/fiscal-year";
import { keepSnapshot } from "../snapshots/take-snapshot.server";
import { checkLedger } from "./check-ledger.server";
import { listYears } from "./list-years.server";

export type CloseYearInput = {
	fiscalYear: FiscalYear;
	note: string;
	/** of the snapshot that is taken with it */
	title: string;
};

/**
 * Closes a fiscal year: from then on it takes only adjustments with their reason. The books must be right, and a snapshot of
 * the programme is taken with it, of the very moment: bookings wait until both are there.
 * @throws AppError forbidden, year_not_over, year_without_money (400), year_closed_already, ledger_wrong (409)
 */
export async function closeYear(ctx: Ctx, input: CloseYearInput): Promise<{ snapshotId: string }> {
	await authorize(ctx, "closeYear", "LedgerBalance");
	const { fiscalYear, note, title } = input;
	await assertClosable(ctx, fiscalYear);
	await assertRight();
	return inTransaction(ctx, async (tx) => {
		await tx.$executeRaw`SELECT hold_bookings()`;
		const closed = await queryRows(
			tx,
			z.object({ fiscal_year: z.number() }),
			Prisma.sql`
			INSERT INTO closed_year (fiscal_year, closed_at, closed_by, note) VALUES (${fiscalYear}, ${ctx.now}, ${actorId(ctx.actor)}, ${note})
			ON CONFLICT (fiscal_year) DO NOTHING RETURNING fiscal_year`,
		);
		if (closed.length === 0) throw closedAlready(fiscalYear);
		const { snapshotId, sha256 } = await keepSnapshot(ctx, { fiscalYear, hubId: null, title, note });
		const after = { note, snapshotId, sha256 };
		await audit(tx, ctx, {
			action: "fiscal_year.closed",
			subject: { type: "fiscal_year", id: String(fiscalYear) },
			after,
		});
		return { snapshotId };
	});
}

const closedAlready = (fiscalYear: FiscalYear) =>
	conflict("year_closed_already", `fiscal year ${fiscalYear} is closed already`, {
		personKey: "closeYear.already",
		params: { year: fiscalYear },
	});

async function assertClosable(ctx: Ctx, fiscalYear: FiscalYear): Promise<void> {
	const refused = (code: string, personKey: string) =>
		invalid(code, `fiscal year ${fiscalYear} cannot be closed`, { personKey, params: { field: "fiscalYear" } });
	if (fiscalYear >= fiscalYearOf(ctx.now)) throw refused("year_not_over", "closeYear.notOver");
	const known = (await listYears(ctx)).find((year) => year.fiscalYear === fiscalYear);
	if (!known) throw refused("year_without_money", "fields.choose");
	if (known.closed) throw closedAlready(fiscalYear);
}

async function assertRight(): Promise<void> {
	const broken = (await checkLedger()).filter(({ severity, findings }) => severity === "wrong" && findings.length > 0);
	if (broken.length === 0) return;
	const checks = broken.map(({ name, promise, findings }) => `${name} (${findings.length}): ${promise}`).join(" / ");
	throw conflict("ledger_wrong", `the year is not closed over broken promises: ${checks}`, {
		personKey: "closeYear.ledgerWrong",
		params: { checks },
	});
}
