import { notFound } from "~/platform/errors.ts";
import type { Ctx } from "../access/ctx.server.ts";
import { jstDay } from "../calendar/fiscal-year.ts";
import {
	GIFT_FREQUENCIES,
	type GiftFrequency,
	KONBINI_MAX_YEN,
	KONBINI_MIN_YEN,
	PAYMENT_METHODS,
	type PaymentMethod,
} from "../gifts/start-gift.schema.ts";
import { type DatePolicy, type YearEndWarning, yearEndWarnings } from "../receipts/expected-receipt-day.ts";
import { PLAN_DEFAULTS } from "../recurring/plan-days.ts";
import { type GiftIntake, giftIntakes } from "../stripe-accounts/account-for-gifts.server.ts";
import { type PublicFund, toPublicFund } from "./public-fund.ts";

/** A fund with how it can be paid for now. */
export interface GiveFund extends PublicFund {
	/** its institution's payment account takes no new gifts for the moment */
	paused: boolean;
	methods: PaymentMethod[];
	/** day of the month of later gifts of a plan; 31 is the last day of every month */
	anchorDay: number;
	/** which ways to pay will or may be receipted with next year's date; none before November */
	yearEnd: { year: number; datePolicy: DatePolicy; warnings: YearEndWarning[] };
	/** a fund of the programme only: how what it receives is shared among the hubs, as published */
	allocation: { rule: string; shares: { hub: string; name: string; basisPoints: number }[] } | null;
}

export interface GivePage {
	/** what the gift is for; slug null: the programme as a whole */
	hub: { slug: string | null; abbreviation: string; name: string; question: string; motif: string };
	/** in the hub's own order; never empty */
	funds: GiveFund[];
	/** no fund takes gifts now: the page says so in the form's place */
	paused: boolean;
	/** ways to pay that suit at least one of the funds */
	methods: PaymentMethod[];
	/** how often one can give */
	frequencies: GiftFrequency[];
	/** the one the link asked for, else the first that takes gifts */
	chosen: GiveFund;
}

const FUND_INCLUDE = {
	institution: { include: { givingPolicy: { select: { companyCardMaxYen: true, anchorDay: true } } } },
	receiptIssuer: { include: { receiptIssuer: { select: { datePolicy: true } } } },
	shares: { select: { hubId: true, basisPoints: true } },
} as const;
const IN_ORDER = [{ sortOrder: "asc" as const }, { slug: "asc" as const }];

/**
 * What one can give to at a hub, or to the programme as a whole, and on which terms.
 * @param slug  null: the programme
 * @param fundSlug  a fund a link points at; one that is not open here is ignored
 * @throws AppError hub_not_found  also when there is no open fund
 */
export async function getGivePage(ctx: Ctx, slug: string | null, fundSlug?: string | null): Promise<GivePage> {
	const [place, intakeOf] = await Promise.all([
		slug === null ? programmePlace(ctx) : hubPlace(ctx, slug),
		giftIntakes(),
	]);
	const hubs = await hubsOfShares(ctx, place.funds);
	const funds = place.funds.map((row) => toGiveFund(ctx, row, intakeOf(row.institutionId), hubs));
	const [first] = funds;
	if (!first) throw notFound("hub", slug ?? "of the programme");
	const taking = funds.filter((fund) => !fund.paused);
	const asked = funds.find((fund) => fund.slug === fundSlug);
	return {
		hub: place.hub,
		funds,
		paused: taking.length === 0,
		methods: PAYMENT_METHODS.filter((method) => funds.some((fund) => fund.methods.includes(method))),
		frequencies: funds.some((fund) => fund.methods.includes("card")) ? [...GIFT_FREQUENCIES] : ["once"],
		chosen: asked && !asked.paused ? asked : (taking[0] ?? first),
	};
}

type FundRows = Awaited<ReturnType<typeof programmeFunds>>;
type Place = { hub: GivePage["hub"]; funds: FundRows };

async function hubPlace(ctx: Ctx, slug: string): Promise<Place> {
	const row = await ctx.db.hub.findUnique({
		where: { slug },
		include: { funds: { orderBy: IN_ORDER, include: FUND_INCLUDE } },
	});
	if (!row) throw notFound("hub", slug);
	const ja = ctx.lang === "ja";
	const { abbreviation, motif } = row;
	const name = ja ? row.nameJa : row.nameEn;
	const question = ja ? row.questionJa : row.questionEn;
	return { hub: { slug, abbreviation, name, question, motif }, funds: row.funds };
}

const programmeFunds = (ctx: Ctx) =>
	ctx.db.fund.findMany({ where: { hubId: null, status: "open" }, orderBy: IN_ORDER, include: FUND_INCLUDE });

/** The programme has no row of its own: this is what it is called where a hub's name would stand. */
const PROGRAMME = {
	ja: {
		abbreviation: "WPI",
		name: "WPI全体",
		question: "まだ誰も知らない問いに、国と分野の境を越えて挑む研究拠点をともに支える。",
	},
	en: {
		abbreviation: "WPI",
		name: "WPI as a whole",
		question: "Stand behind every centre that asks what nobody knows yet, across borders and fields.",
	},
} as const;

async function programmePlace(ctx: Ctx): Promise<Place> {
	return { hub: { slug: null, ...PROGRAMME[ctx.lang], motif: "ripples" }, funds: await programmeFunds(ctx) };
}

type HubNames = ReadonlyMap<string, { abbreviation: string; nameJa: string; nameEn: string }>;

/** Only published hubs have a name here; the share of another is in the rule's own words. */
async function hubsOfShares(ctx: Ctx, funds: FundRows): Promise<HubNames> {
	const ids = funds.flatMap((fund) => fund.shares.map((share) => share.hubId));
	if (ids.length === 0) return new Map();
	const rows = await ctx.db.hub.findMany({
		where: { id: { in: ids } },
		select: { id: true, abbreviation: true, nameJa: true, nameEn: true },
	});
	return new Map(rows.map((row) => [row.id, row]));
}

function toGiveFund(ctx: Ctx, row: FundRows[number], intake: GiftIntake, hubs: HubNames): GiveFund {
	const fund = toPublicFund(row, ctx.lang);
	const ja = ctx.lang === "ja";
	const shares = row.shares
		.flatMap(({ hubId, basisPoints }) => {
			const hub = hubs.get(hubId);
			return hub ? [{ hub: hub.abbreviation, name: ja ? hub.nameJa : hub.nameEn, basisPoints }] : [];
		})
		.sort((a, b) => b.basisPoints - a.basisPoints || a.hub.localeCompare(b.hub));
	const methods = offeredMethods(fund, intake);
	return {
		...fund,
		paused: intake.paused,
		methods,
		yearEnd: yearEndOf(ctx, row, methods),
		anchorDay: row.institution.givingPolicy?.anchorDay ?? PLAN_DEFAULTS.anchorDay,
		allocation: row.hubId === null ? { rule: ja ? row.allocationRuleJa : row.allocationRuleEn, shares } : null,
	};
}

/** Receipts of another body (受配者指定寄付金) follow its own rules, which are not known here. */
function yearEndOf(ctx: Ctx, { receiptIssuer }: FundRows[number], methods: PaymentMethod[]): GiveFund["yearEnd"] {
	const today = jstDay(ctx.now);
	const datePolicy = receiptIssuer?.receiptIssuer?.datePolicy === "charge_date" ? "charge_date" : "funds_arrival";
	return { year: today.year, datePolicy, warnings: receiptIssuer ? yearEndWarnings(methods, today, datePolicy) : [] };
}

/** The konbini chains take no more than their limit, whatever the fund allows. */
function offeredMethods(fund: PublicFund, intake: GiftIntake): PaymentMethod[] {
	const suits = (method: PaymentMethod) =>
		method !== "konbini" || (fund.minYen <= KONBINI_MAX_YEN && fund.maxYen >= KONBINI_MIN_YEN);
	return PAYMENT_METHODS.filter((method) => suits(method) && intake.takes(method));
}
