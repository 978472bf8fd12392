import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { TAX_TREATMENTS } from "../institutions/tax-note";
import type { IssuerSettings } from "./issuer-settings.server";

const text = z.string();

/** What deciding on a gift and printing it asks for: its rows as typed on it, what is left of its money, what holds it. */
const giftFactsSchema = z.object({
	id: z.uuid(),
	donorId: z.uuid(),
	donorKind: z.enum(["individual", "company"]),
	familyName: text,
	givenName: text,
	companyName: text,
	contactName: text,
	country: text,
	postalCode: text,
	prefecture: text,
	city: text,
	addressLine: text,
	lang: z.enum(["ja", "en"]),
	/** whether the donor can be reached by mail */
	hasEmail: z.boolean(),
	erased: z.boolean(),
	fundJa: text,
	fundEn: text,
	taxTreatment: z.enum(TAX_TREATMENTS),
	taxCreditEligible: z.boolean(),
	hubJa: text.nullable(),
	hubEn: text.nullable(),
	/** the day that dates its receipt, by the issuer's policy; null: not yet */
	receivedOn: text.nullable(),
	givenOn: text.nullable(),
	arrivedOn: text.nullable(),
	rhythm: z.enum(["each", "annual"]),
	allocatedYen: z.bigint(),
	/** received less refunds on their way or done, and less disputes that were lost; never below 0 */
	worthYen: z.bigint(),
	status: text,
	acceptance: text,
	/** a refund is asked for and not sent yet: what is left is not known */
	refundOpen: z.boolean(),
	disputeOpen: z.boolean(),
	warningOpen: z.boolean(),
	receipted: z.boolean(),
	issuerId: z.uuid().nullable(),
});
export type GiftFacts = z.output<typeof giftFactsSchema>;

type Policy = Pick<IssuerSettings, "datePolicy" | "rhythm">;

/** The column that dates a gift's receipt. */
export const dayColumn = (policy: Pick<Policy, "datePolicy">) =>
	policy.datePolicy === "funds_arrival" ? Prisma.sql`arrived_on` : Prisma.sql`given_on`;

/** How a gift is receipted: as said on it, by its donor, yearly for gifts of a plan, else as the issuer does. */
export const rhythmSql = (policy: Pick<Policy, "rhythm">) => Prisma.sql`
	coalesce(g.receipt_rhythm, d.receipt_rhythm, CASE WHEN g.recurring_plan_id IS NOT NULL THEN 'annual' END, ${policy.rhythm}::text)`;

/**
 * Reads gifts with all that bears on their receipt.
 * @param input.lock  `wait` locks them until the transaction ends; `skip` leaves those out that somebody else has locked
 */
export async function readGiftFacts(
	tx: Pick<SqlTx, "$queryRaw">,
	policy: Policy,
	giftIds: readonly string[],
	{ lock }: { lock: "wait" | "skip" | "none" } = { lock: "none" },
): Promise<GiftFacts[]> {
	if (giftIds.length === 0) return [];
	const mode = lock === "skip" ? Prisma.sql`FOR UPDATE SKIP LOCKED` : Prisma.sql`FOR UPDATE`;
	const wanted = [...new Set(giftIds)].sort();
	let ids = wanted;
	if (lock !== "none") {
		// Locked in the order of their ids, and read again once they are locked.
		const locked = await queryRows(
			tx,
			z.object({ id: z.uuid() }),
			Prisma.sql`SELECT id FROM gift WHERE id = ANY(${wanted}::uuid[]) ORDER BY id ${mode}`,
		);
		ids = locked.map(({ id }) => id);
	}
	return queryRows(tx, giftFactsSchema, factsSql(policy, Prisma.sql`g.id = ANY(${ids}::uuid[])`));
}

function factsSql(policy: Policy, where: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`
		SELECT g.id, g.donor_id AS "donorId", g.donor_kind AS "donorKind", g.family_name AS "familyName", g.given_name AS "givenName",
			g.company_name AS "companyName", g.contact_name AS "contactName", g.country, g.postal_code AS "postalCode", g.prefecture,
			g.city, g.address_line AS "addressLine", CASE WHEN g.lang = 'en' THEN 'en' ELSE 'ja' END AS lang,
			d.email <> '' AS "hasEmail", d.erased_at IS NOT NULL AS erased, f.name_ja AS "fundJa", f.name_en AS "fundEn",
			f.tax_treatment AS "taxTreatment", f.tax_credit_eligible AS "taxCreditEligible", h.name_ja AS "hubJa", h.name_en AS "hubEn",
			g.${dayColumn(policy)}::text AS "receivedOn", g.given_on::text AS "givenOn", g.arrived_on::text AS "arrivedOn",
			${rhythmSql(policy)} AS rhythm, m.allocated::bigint AS "allocatedYen",
			greatest(m.allocated - m.gone, 0)::bigint AS "worthYen", g.payment_status AS status, g.acceptance_status AS acceptance,
			m.refund_open AS "refundOpen", m.dispute_open AS "disputeOpen", m.warning_open AS "warningOpen", g.receipted,
			f.receipt_issuer_id AS "issuerId"
		FROM gift g JOIN donor d ON d.id = g.donor_id JOIN fund f ON f.id = g.fund_id LEFT JOIN hub h ON h.id = g.hub_id
		JOIN LATERAL (
			SELECT coalesce(sum(a.amount_yen), 0) AS allocated,
				coalesce(sum((SELECT coalesce(sum(r.amount_yen), 0) FROM refund r WHERE r.payment_id = a.payment_id AND r.status IN ('sent', 'succeeded'))
					+ (SELECT coalesce(sum(p.amount_yen), 0) FROM dispute p WHERE p.payment_id = a.payment_id AND p.status = 'lost')), 0) AS gone,
				coalesce(bool_or(EXISTS (SELECT 1 FROM refund r WHERE r.payment_id = a.payment_id AND r.status IN ('requested', 'approved'))), false) AS refund_open,
				coalesce(bool_or(EXISTS (SELECT 1 FROM dispute p WHERE p.payment_id = a.payment_id AND p.status = 'open')), false) AS dispute_open,
				coalesce(bool_or(EXISTS (SELECT 1 FROM fraud_warning w WHERE w.payment_id = a.payment_id AND w.status = 'open')), false) AS warning_open
			FROM allocation a WHERE a.gift_id = g.id
		) m ON true
		WHERE ${where}
		ORDER BY g.id`;
}
