import { z } from "zod";
import { formatDay, formatYen } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { Prisma } from "~/platform/db/client.server";
import type { ReportRecipientView } from "~/ui/report/report-view";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { type Yen, yen } from "../money/yen";
import { addressee } from "../names/person-name";
import { figureScopeOf } from "./get-report.server";

/** One gift of the report's days: received, less what went back of it, whenever that was. */
export type RecipientGift = { giftId: string; givenOn: string; fundJa: string; fundEn: string; yen: Yen };

/** What a report may say to one donor about the donor's own giving to the report's hub, or institution. */
export type RecipientFacts = {
	donorId: string;
	kind: "individual" | "company";
	/** the donor's own */
	lang: Lang;
	addressee: { ja: string; en: string };
	/** of the report's days, and in all: received less what went back of these gifts */
	ownThisYearYen: Yen;
	ownInAllYen: Yen;
	/** funds of the report's days; of all gifts when there was none in them */
	funds: { ja: string; en: string }[];
	firstGivenOn: string | null;
	gifts: RecipientGift[];
};

const row = z.object({
	donorId: z.uuid(),
	kind: z.enum(["individual", "company"]),
	lang: z.enum(["ja", "en"]),
	familyName: z.string(),
	givenName: z.string(),
	companyName: z.string(),
	contactName: z.string(),
	gifts: z.array(
		z.object({
			giftId: z.uuid(),
			givenOn: z.string(),
			fundJa: z.string(),
			fundEn: z.string(),
			yen: z.string().transform(BigInt),
		}),
	),
});

/**
 * Facts about a batch of donors in one query, by the ledger's own lines. Donors that are erased, or of another institution,
 * are not in the answer.
 * @param input.donorIds  a few hundred at once
 * @throws AppError report_not_found, forbidden
 */
export async function recipientFacts(
	ctx: Ctx,
	input: { reportId: string; donorIds: readonly string[] },
): Promise<Map<string, RecipientFacts>> {
	await authorize(ctx, "read", "Donor");
	const scope = await figureScopeOf(ctx, input.reportId);
	const hub = (alias: string) =>
		scope.hubId === null ? Prisma.empty : Prisma.sql`AND ${Prisma.raw(alias)}.hub_id = ${scope.hubId}::uuid`;
	const rows = await readRows(
		ctx,
		row,
		// Each payment's few ledger lines are looked up by their cause (OFFSET 0 keeps it so): a join could read all of the ledger.
		(visible) => Prisma.sql`
		WITH asked AS (
			SELECT d.* FROM donor d WHERE d.id = ANY(${[...input.donorIds]}::uuid[]) AND ${visible("donor", "d")}
				AND d.institution_id = ${scope.institutionId}::uuid AND d.erased_at IS NULL
		), paid AS (
			SELECT DISTINCT ON (a.payment_id) a.payment_id AS id, g.id AS gift_id, g.donor_id, g.fund_id
			FROM asked d JOIN gift g ON g.donor_id = d.id JOIN allocation a ON a.gift_id = g.id
			WHERE ${visible("gift", "g")} AND g.institution_id = ${scope.institutionId}::uuid ${hub("g")}
			ORDER BY a.payment_id, g.id
		), cause AS (
			SELECT id AS payment_id, 'payment' AS type, id::text AS id FROM paid
			UNION ALL SELECT r.payment_id, 'refund', r.id::text FROM refund r JOIN paid ON paid.id = r.payment_id
			UNION ALL SELECT dp.payment_id, 'dispute', dp.id::text FROM dispute dp JOIN paid ON paid.id = dp.payment_id
		), came AS (
			SELECT c.payment_id, -sum(e.amount_yen) AS yen, min(e.occurred_on) FILTER (WHERE c.type = 'payment') AS given_on
			FROM cause c CROSS JOIN LATERAL (
				SELECT le.amount_yen, le.occurred_on FROM ledger_transaction lt JOIN ledger_entry le ON le.transaction_id = lt.id
				WHERE lt.cause_type = c.type AND lt.cause_id = c.id AND le.account = 'gift_income' OFFSET 0
			) e
			GROUP BY c.payment_id HAVING sum(e.amount_yen) < 0
		)
		SELECT d.id AS "donorId", d.kind, d.lang, d.family_name AS "familyName", d.given_name AS "givenName",
			d.company_name AS "companyName", d.contact_name AS "contactName",
			coalesce(jsonb_agg(jsonb_build_object('giftId', paid.gift_id, 'givenOn', came.given_on::text, 'fundJa', f.name_ja, 'fundEn', f.name_en,
				'yen', came.yen::text) ORDER BY came.given_on, came.payment_id) FILTER (WHERE came.payment_id IS NOT NULL), '[]') AS gifts
		FROM asked d LEFT JOIN paid ON paid.donor_id = d.id LEFT JOIN came ON came.payment_id = paid.id LEFT JOIN fund f ON f.id = paid.fund_id
		GROUP BY d.id, d.kind, d.lang, d.family_name, d.given_name, d.company_name, d.contact_name`,
	);
	return new Map(rows.map((one) => [one.donorId, toFacts(one, scope)]));
}

function toFacts(one: z.output<typeof row>, days: { from: string; to: string }): RecipientFacts {
	const all = one.gifts.map((gift) => ({ ...gift, yen: yen(gift.yen) }));
	const gifts = all.filter(({ givenOn }) => givenOn >= days.from && givenOn <= days.to);
	const sum = (list: readonly RecipientGift[]) => yen(list.reduce((total, gift) => total + gift.yen, 0n));
	const name = { ...one, donorKind: one.kind };
	return {
		donorId: one.donorId,
		kind: one.kind,
		lang: one.lang,
		addressee: { ja: addressee(name, "ja"), en: addressee(name, "en") },
		ownThisYearYen: sum(gifts),
		ownInAllYen: sum(all),
		funds: fundsOf(gifts.length > 0 ? gifts : all),
		firstGivenOn: all[0]?.givenOn ?? null,
		gifts,
	};
}

function fundsOf(gifts: readonly RecipientGift[]) {
	const funds = new Map(gifts.map(({ fundJa, fundEn }) => [fundJa, { ja: fundJa, en: fundEn || fundJa }]));
	return [...funds.values()];
}

/** The same as a report prints it in one language. */
export function recipientView(facts: RecipientFacts, lang: Lang): ReportRecipientView {
	return {
		addressee: facts.addressee[lang],
		kind: facts.kind,
		ownThisYearYen: formatYen(facts.ownThisYearYen, lang),
		ownInAllYen: formatYen(facts.ownInAllYen, lang),
		funds: facts.funds.map((fund) => fund[lang]),
		firstGivenOn: facts.firstGivenOn === null ? null : formatDay(facts.firstGivenOn, lang),
		gifts: facts.gifts.map((gift) => ({
			givenOn: formatDay(gift.givenOn, lang),
			fund: lang === "ja" ? gift.fundJa : gift.fundEn || gift.fundJa,
			yen: formatYen(gift.yen, lang),
		})),
	};
}
