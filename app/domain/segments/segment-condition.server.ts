import { Prisma } from "~/platform/db/client.server";
import { type DayRange, daysBefore, fiscalYearRange, monthsBefore, periodRange, zeroFits } from "./segment-period";
import type { SegmentRule, SegmentRules } from "./segment-rules";

type Sql = Prisma.Sql;
const sql = Prisma.sql;

export type SegmentScope = {
	institutionId: string;
	/** null: every donor of the institution */
	hubId: string | null;
	now: Date;
};

/**
 * A segment as a condition on donor rows: those of the institution (and of the hub, when it has one) who are not erased and fit
 * the rules. Each fact is one set of donors taken from an index of the hub's own rows and asked for once, never once per
 * donor, so a count costs as much as the hub is large, whatever the programme has grown to.
 * Who may see the rows is the caller's: a list adds `visible("donor", …)`.
 * @param alias  the donor table's alias in the query; a word of ours, never a value
 */
export function segmentCondition(rules: SegmentRules, scope: SegmentScope, alias: string): Sql {
	if (!/^[a-z_]+$/.test(alias)) throw new Error(`not an alias: ${alias}`);
	const d = Prisma.raw(alias);
	const own = [sql`${d}.institution_id = ${scope.institutionId}::uuid`, sql`${d}.erased_at IS NULL`];
	if (scope.hubId !== null) {
		own.push(sql`${d}.id IN (SELECT r.donor_id FROM relationship r WHERE r.hub_id = ${scope.hubId}::uuid)`);
	}
	const facts = rules.rules.map((rule) => (rule.not ? sql`NOT (${factOf(rule, scope, d)})` : factOf(rule, scope, d)));
	if (facts.length > 0) own.push(sql`(${Prisma.join(facts, rules.match === "all" ? " AND " : " OR ")})`);
	return sql`(${Prisma.join(own, " AND ")})`;
}

function factOf(rule: SegmentRule, scope: SegmentScope, d: Sql): Sql {
	const gave = (...conditions: Sql[]) => sql`${d}.id IN (${giversSql(scope, conditions)})`;
	const { now } = scope;
	switch (rule.fact) {
		case "gaveInYear":
			return gave(...givenIn(fiscalYearRange(rule.year, now)));
		case "lapsedLastYear":
			return sql`${gave(...givenIn(fiscalYearRange("last", now)))} AND NOT ${gave(...givenIn(fiscalYearRange("this", now)))}`;
		case "lapsedSomeYear": {
			const thisYear = fiscalYearRange("this", now);
			return sql`${gave(sql`g.given_on < ${thisYear.from}::date`)} AND NOT ${gave(...givenIn(thisYear))}`;
		}
		case "firstGiftWithin":
			return sql`${d}.id IN (${giversSql(scope, [])} GROUP BY g.donor_id HAVING min(g.given_on) >= ${daysBefore(rule.days, now)}::date)`;
		case "lastGiftWithin":
			return gave(sql`g.given_on >= ${daysBefore(rule.days, now)}::date`);
		case "lastGiftOlder":
			return sql`${d}.id IN (${giversSql(scope, [])} GROUP BY g.donor_id HAVING max(g.given_on) < ${daysBefore(rule.days, now)}::date)`;
		case "monthlyFor":
			return monthlyFor(rule.months, scope, d);
		case "gaveToFund":
			return gave(sql`g.fund_id = ${rule.fundId}::uuid`);
		case "gaveToHub":
			return gave(sql`g.hub_id = ${rule.hubId}::uuid`);
		case "gaveByCampaign":
			return gave(sql`g.campaign_id = ${rule.campaignId}::uuid`);
		case "answeredAppeal":
			return gave(sql`g.appeal_code = ${rule.code}`);
		case "named":
			return gave(sql`g.display_status = 'approved'`);
		case "totalYen":
		case "largestYen":
		case "giftCount":
			return measured(rule, scope, d);
		default:
			return otherFact(rule, scope, d);
	}
}

type GiftFact =
	| "gaveInYear"
	| "lapsedLastYear"
	| "lapsedSomeYear"
	| "firstGiftWithin"
	| "lastGiftWithin"
	| "lastGiftOlder"
	| "monthlyFor"
	| "gaveToFund"
	| "gaveToHub"
	| "gaveByCampaign"
	| "answeredAppeal"
	| "named"
	| "totalYen"
	| "largestYen"
	| "giftCount";

/** What is not told by gifts. */
function otherFact(rule: Exclude<SegmentRule, { fact: GiftFact }>, scope: SegmentScope, d: Sql): Sql {
	switch (rule.fact) {
		case "monthlyPlan":
			return sql`${d}.id IN (SELECT p.donor_id FROM recurring_plan p WHERE ${ofScope("p", scope)} AND p.unit = 'month' AND p.status = 'active')`;
		case "pledgeActive":
			return sql`${d}.id IN (SELECT p.donor_id FROM pledge p WHERE ${ofScope("p", scope)} AND p.status = 'active')`;
		case "pledgeOverdue":
			return sql`${d}.id IN (SELECT p.donor_id FROM instalment n JOIN pledge p ON p.id = n.pledge_id
				WHERE ${ofScope("n", scope)} AND n.current AND n.status = 'overdue' AND p.status = 'active')`;
		case "kind":
			return sql`${d}.kind = ${rule.kind}`;
		case "lang":
			return sql`${d}.lang = ${rule.lang}`;
		case "prefecture":
			return rule.prefecture === "overseas"
				? sql`${d}.country <> 'JP'`
				: sql`(${d}.country = 'JP' AND ${d}.prefecture = ${rule.prefecture})`;
		case "country":
			return sql`${d}.country = ${rule.country}`;
		case "postalAddress":
			return hasPostalAddress(d);
		case "consent":
			return sql`${d}.id IN (SELECT c.donor_id FROM consent c WHERE c.purpose = ${rule.purpose} AND c.withdrawn_at IS NULL)`;
		case "officer":
			return officer(rule.officerId, scope, d);
		case "recognised":
			return sql`${d}.id IN (SELECT s.donor_id FROM soft_credit s JOIN gift g ON g.id = s.gift_id WHERE ${ofScope("g", scope)})`;
	}
}

/** Enough of an address for the post: in Japan with postal code, prefecture and town; abroad a town or a line, and the country. */
export function hasPostalAddress(d: Sql): Sql {
	return sql`(CASE WHEN ${d}.country = 'JP'
		THEN ${d}.postal_code <> '' AND ${d}.prefecture <> '' AND ${d}.city <> '' AND ${d}.address_line <> ''
		ELSE ${d}.address_line <> '' AND ${d}.city <> '' AND ${d}.country <> 'ZZ' END)`;
}

function ofScope(alias: "g" | "p" | "n", { institutionId, hubId }: SegmentScope): Sql {
	const a = Prisma.raw(alias);
	return hubId === null ? sql`${a}.institution_id = ${institutionId}::uuid` : sql`${a}.hub_id = ${hubId}::uuid`;
}

/** Gifts that count: received, and something of each is still there. The index holds exactly these. */
function countedGifts(scope: SegmentScope, conditions: Sql[]): Sql {
	const counted = sql`g.payment_status = 'received' AND g.back_yen < g.amount_yen`;
	return Prisma.join([ofScope("g", scope), counted, ...conditions], " AND ");
}

function giversSql(scope: SegmentScope, conditions: Sql[]): Sql {
	return sql`SELECT g.donor_id FROM gift g WHERE ${countedGifts(scope, conditions)}`;
}

function givenIn({ from, to }: DayRange): Sql[] {
	const found: Sql[] = [];
	if (from !== null) found.push(sql`g.given_on >= ${from}::date`);
	if (to !== null) found.push(sql`g.given_on <= ${to}::date`);
	return found;
}

function monthlyFor(months: number, scope: SegmentScope, d: Sql): Sql {
	const { from, to } = monthsBefore(months, scope.now);
	return sql`${d}.id IN (
		SELECT g.donor_id FROM gift g JOIN recurring_plan rp ON rp.id = g.recurring_plan_id AND rp.unit = 'month'
		WHERE ${countedGifts(scope, givenIn({ from, to }))}
		GROUP BY g.donor_id HAVING count(DISTINCT date_trunc('month', g.given_on)) = ${months})`;
}

/** Who gave nothing is in no group: when nothing fits, who does not fit is asked for instead. */
function measured(rule: Extract<SegmentRule, { min: number | null }>, scope: SegmentScope, d: Sql): Sql {
	const kept = sql`g.amount_yen - g.back_yen`;
	const value = { totalYen: sql`sum(${kept})`, largestYen: sql`max(${kept})`, giftCount: sql`count(*)` }[rule.fact];
	const bounds: Sql[] = [];
	if (rule.min !== null) bounds.push(sql`${value} >= ${rule.min}::bigint`);
	if (rule.max !== null) bounds.push(sql`${value} <= ${rule.max}::bigint`);
	const fits = bounds.length === 0 ? sql`TRUE` : Prisma.join(bounds, " AND ");
	const conditions = countedGifts(scope, givenIn(periodRange(rule, scope.now)));
	const from = sql`SELECT g.donor_id FROM gift g WHERE ${conditions} GROUP BY g.donor_id`;
	return zeroFits(rule) ? sql`${d}.id NOT IN (${from} HAVING NOT (${fits}))` : sql`${d}.id IN (${from} HAVING ${fits})`;
}

function officer(officerId: string | null, { hubId }: SegmentScope, d: Sql): Sql {
	const here = hubId === null ? sql`TRUE` : sql`r.hub_id = ${hubId}::uuid`;
	return officerId === null
		? sql`${d}.id NOT IN (SELECT r.donor_id FROM relationship r WHERE ${here} AND r.officer_id IS NOT NULL)`
		: sql`${d}.id IN (SELECT r.donor_id FROM relationship r WHERE ${here} AND r.officer_id = ${officerId})`;
}
