import { notFound } from "~/platform/errors.ts";
import type { Ctx } from "../access/ctx.server.ts";
import {
	type GiftFrequency,
	KONBINI_MAX_YEN,
	KONBINI_MIN_YEN,
	PAYMENT_METHODS,
	type PaymentMethod,
} from "../gifts/start-gift.schema.ts";
import { type PublicFund, toPublicFund } from "./public-fund.ts";

export interface GivePage {
	hub: { slug: string; abbreviation: string; name: string; question: string; motif: string };
	/** in the hub's own order; never empty */
	funds: PublicFund[];
	/** ways to pay that suit at least one of the funds */
	methods: PaymentMethod[];
	/** how often one can give */
	frequencies: GiftFrequency[];
	/** the one the link asked for, else the first */
	chosen: PublicFund;
}

/**
 * What one can give to at a hub, and on which terms.
 * @param fundSlug  a fund a link points at; one that is not open here is ignored
 * @throws AppError hub_not_found  also when the hub has no open fund
 */
export async function getGivePage(ctx: Ctx, slug: string, fundSlug?: string | null): Promise<GivePage> {
	const row = await ctx.db.hub.findUnique({
		where: { slug },
		include: {
			funds: { orderBy: [{ sortOrder: "asc" }, { slug: "asc" }], include: { institution: true, receiptIssuer: true } },
		},
	});
	const funds = (row?.funds ?? []).map((fund) => toPublicFund(fund, ctx.lang));
	const [first] = funds;
	if (!row || !first) throw notFound("hub", slug);
	const ja = ctx.lang === "ja";
	return {
		hub: {
			slug: row.slug,
			abbreviation: row.abbreviation,
			name: ja ? row.nameJa : row.nameEn,
			question: ja ? row.questionJa : row.questionEn,
			motif: row.motif,
		},
		funds,
		methods: offeredMethods(funds),
		frequencies: ["once"],
		chosen: funds.find((fund) => fund.slug === fundSlug) ?? first,
	};
}

/** The konbini chains take no more than their limit, whatever the fund allows. */
function offeredMethods(funds: readonly PublicFund[]): PaymentMethod[] {
	const konbini = funds.some((fund) => fund.minYen <= KONBINI_MAX_YEN && fund.maxYen >= KONBINI_MIN_YEN);
	return PAYMENT_METHODS.filter((method) => method !== "konbini" || konbini);
}
