import { z } from "zod";
import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, forbidden, invalid } from "~/platform/errors";
import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { USES } from "../ledger/kinds";
import { checkFund, FUND_CATEGORIES, HOST_KINDS, EXTERNAL_FUND_MAX as MAX } from "./external-fund.schema";
import { fundKey } from "./fund-key";
import { assertHostOf, isBooked, lockFund } from "./locked-fund.server";
import { toDate } from "./record-external-fund.server";
import { refreshOutlookOf } from "./refresh-outlook-of.server";

const day = z.iso.date().nullable();
const changesSchema = z
	.object({
		title: z.string().min(1).max(MAX.title),
		funder: z.string().min(1).max(MAX.funder),
		number: z.string().max(MAX.number),
		principalInvestigator: z.string().max(MAX.person),
		startsOn: day,
		endsOn: day,
		hubShareBasisPoints: z.int().min(1).max(10_000),
		valuationBasis: z.string().max(MAX.basis),
		note: z.string().max(MAX.note),
		/** these only while nothing is booked: its ledger lines carry them */
		category: z.enum(FUND_CATEGORIES),
		use: z.enum(USES),
		hostKind: z.enum(HOST_KINDS).nullable(),
		hubId: z.uuid(),
		institutionId: z.uuid(),
	})
	.partial();
export type ExternalFundChanges = z.input<typeof changesSchema>;

const FROZEN = ["category", "use", "hubId", "institutionId", "hostKind"] as const;

/**
 * Changes what is said of a fund. Category, use, hub and institution stay once anything is booked.
 * @param input.basedOn  `revisionOf` the fund the changes were made on; absent: whatever it is now
 * @throws AppError externalfund_not_found, forbidden, external_fund_invalid (400), external_fund_changed,
 *   external_fund_frozen, external_fund_known (409)
 */
export async function changeExternalFund(
	ctx: Ctx,
	input: { externalFundId: string; basedOn?: string; changes: ExternalFundChanges },
): Promise<void> {
	const parsed = changesSchema.safeParse(input.changes);
	if (!parsed.success) throw invalid("external_fund_invalid", z.prettifyError(parsed.error));
	await inTransaction(ctx, async (tx) => {
		const fund = await lockFund(tx, ctx, input.externalFundId);
		assertRevision(fund, input.basedOn);
		const before = factsOf(fund);
		const after = { ...before, ...definedOf(parsed.data) };
		const changed = (Object.keys(after) as (keyof typeof after)[]).filter((key) => after[key] !== before[key]);
		if (changed.length === 0) return;
		const refused: string[] = [];
		checkFund(after, { addIssue: ({ message }) => refused.push(message) });
		if (refused[0]) throw invalid("external_fund_invalid", refused.join(", "), { personKey: refused[0] });
		const frozen = FROZEN.filter((key) => changed.includes(key));
		if (frozen.length > 0 && (await isBooked(tx, fund.id))) {
			throw conflict("external_fund_frozen", `${frozen.join(", ")} of ${fund.id} is on booked lines`, {
				personKey: "externalFunds.frozen",
				params: { field: frozen[0] === "hubId" || frozen[0] === "institutionId" ? "place" : String(frozen[0]) },
			});
		}
		if (!mayDo(ctx, "create", "ExternalFund", after)) throw forbidden("move an external fund there");
		await assertHostOf(tx, after);
		const sourceKey = fund.sourceKey.startsWith("fund:") ? fundKey(after) : fund.sourceKey;
		if (sourceKey !== fund.sourceKey && sourceKey !== fundKey(before)) {
			const known = await tx.externalFund.findUnique({ where: { sourceKey }, select: { id: true } });
			if (known) {
				throw conflict("external_fund_known", `external fund ${known.id} has the key ${sourceKey}`, {
					personKey: "externalFunds.knownNumber",
					params: { field: "number", externalFundId: known.id },
				});
			}
		}
		const { startsOn, endsOn, ...columns } = after;
		await tx.externalFund.update({
			where: { id: fund.id },
			data: {
				...columns,
				startsOn: toDate(startsOn),
				endsOn: toDate(endsOn),
				updatedAt: nextStamp(fund.updatedAt, ctx.now),
				// A second one of the same title keeps the key it was given.
				...(fundKey(before) === fundKey(after) ? {} : { sourceKey }),
			},
		});
		await audit(tx, ctx, {
			action: "external_fund.changed",
			subject: { type: "external_fund", id: fund.id },
			institutionId: after.institutionId,
			before: Object.fromEntries(changed.map((key) => [key, before[key]])),
			after: Object.fromEntries(changed.map((key) => [key, after[key]])),
		});
		await refreshOutlookOf(tx, after.hubId);
		if (after.hubId !== fund.hubId) await refreshOutlookOf(tx, fund.hubId);
	});
}

/** Changes with every change of the row itself, its years or its decision. */
export const revisionOf = (fund: { updatedAt: Date }): string => fund.updatedAt.toISOString();

/** Two changes within one millisecond are still two revisions. */
export const nextStamp = (before: Date, now: Date): Date => (now > before ? now : new Date(before.getTime() + 1));

/** @throws AppError external_fund_changed */
export function assertRevision(fund: { id: string; updatedAt: Date }, basedOn: string | undefined): void {
	if (basedOn === undefined || basedOn === revisionOf(fund)) return;
	throw conflict("external_fund_changed", `external fund ${fund.id} was changed meanwhile`, {
		personKey: "externalFunds.changed",
	});
}

type FundRow = Awaited<ReturnType<typeof lockFund>>;

function factsOf(fund: FundRow) {
	const { title, funder, number, principalInvestigator, hubShareBasisPoints, valuationBasis, note } = fund;
	const { category, use, hostKind, hubId, institutionId } = fund;
	return {
		...{ title, funder, number, principalInvestigator, hubShareBasisPoints, valuationBasis, note },
		...{ category: category as string, use: use as string, hostKind, hubId, institutionId },
		startsOn: fund.startsOn?.toISOString().slice(0, 10) ?? null,
		endsOn: fund.endsOn?.toISOString().slice(0, 10) ?? null,
	};
}

const definedOf = <T extends object>(changes: T): Partial<T> =>
	Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>;
