import { createHash, randomBytes } from "node:crypto";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { invalid } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit, canonicalJson } from "../audit/audit.server";
import { findAttribution } from "../campaigns/find-attribution.server";
import { attachDonor } from "../donors/attach-donor.server";
import { giveConsent } from "../donors/keep-consent.server";
import { toTypedDonor } from "../donors/typed-donor.schema";
import { openCheckout } from "../payments/open-checkout.server";
import { beginPlan } from "../recurring/begin-plan.server";
import { PLAN_UNIT } from "../recurring/plan-frequency";
import { accountForGifts } from "../stripe-accounts/account-for-gifts.server";
import { type GiftOrigin, giftOrigin } from "./gift-origin";
import type { StartGiftInput } from "./start-gift.schema";
import { thanksUrl } from "./thanks-url.server";

/** The same form sent again within this time leads to the same open Checkout. */
const SAME_FORM_MS = 10 * 60 * 1000;

/**
 * Keeps a gift as it was asked for and opens a Checkout for it.
 *
 * Gift and attempt are committed before Stripe is asked, outside any transaction, with the attempt's id as idempotency
 * key: a double click, a timeout or a crash leads back to the same Checkout.
 * @param input.hubSlug  null: a fund of the programme
 * @returns where to send the donor: Stripe's page, or the gift's own page when Stripe did not answer in time
 * @throws AppError fund_not_open, amount_outside_limits (400), checkout_refused, giving_paused (503)
 */
export async function startGift(
	ctx: Ctx,
	input: { hubSlug: string | null; fields: StartGiftInput; query: URLSearchParams },
): Promise<{ giftId: string; token: string; checkoutUrl: string }> {
	const { fields } = input;
	const fund = await ctx.db.fund.findFirst({
		where: {
			id: fields.fundId,
			status: "open",
			...(input.hubSlug === null ? { hubId: null } : { hub: { slug: input.hubSlug } }),
		},
		select: {
			id: true,
			hubId: true,
			institutionId: true,
			minYen: true,
			maxYen: true,
			institution: { select: { givingPolicy: { select: { companyCardMaxYen: true } } } },
		},
	});
	if (!fund) {
		throw invalid("fund_not_open", `fund ${fields.fundId} is not open at ${input.hubSlug ?? "the programme"}`, {
			personKey: "fields.fund.unknown",
		});
	}
	if (fields.amountYen < fund.minYen || fields.amountYen > fund.maxYen) {
		throw invalid(
			"amount_outside_limits",
			`${fields.amountYen} yen is outside ${fund.minYen}-${fund.maxYen} of fund ${fund.id}`,
		);
	}
	const companyMaxYen = fund.institution.givingPolicy?.companyCardMaxYen ?? 0n;
	if (fields.donorKind === "company" && fields.amountYen > companyMaxYen) {
		throw invalid("company_applies", `a company gives more than ${companyMaxYen} yen to ${fund.id} by application`, {
			personKey: "fields.amount.companyApplies",
			params: { max: Number(companyMaxYen) },
		});
	}
	const origin = giftOrigin(input.query);
	const formKey = createHash("sha256")
		.update(canonicalJson([input.hubSlug, ctx.lang, origin, { ...fields, amountYen: fields.amountYen.toString() }]))
		.digest("hex");
	const started = await inTransaction(ctx, async (tx) => {
		await tx.$queryRaw(Prisma.sql`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${formKey}, 0))`);
		return (await findSameForm(tx, ctx, formKey)) ?? (await insertGift(tx, ctx, { fields, fund, origin, formKey }));
	});
	const url = await openCheckout(ctx, started.attemptId);
	return { giftId: started.giftId, token: started.token, checkoutUrl: url ?? thanksUrl(ctx.lang, started.token) };
}

type Started = { giftId: string; token: string; attemptId: string };

async function findSameForm(tx: Tx, ctx: Ctx, formKey: string): Promise<Started | null> {
	const gift = await tx.gift.findFirst({
		where: {
			formKey,
			createdAt: { gte: new Date(ctx.now.getTime() - SAME_FORM_MS) },
			paymentStatus: { in: ["pending", "failed"] },
		},
		orderBy: { createdAt: "desc" },
		select: { id: true, publicToken: true, attempts: { orderBy: { number: "desc" }, take: 1 } },
	});
	const attempt = gift?.attempts[0];
	const open = attempt && ["starting", "open", "declined"].includes(attempt.status);
	return gift && open ? { giftId: gift.id, token: gift.publicToken, attemptId: attempt.id } : null;
}

type NewGift = {
	fields: StartGiftInput;
	fund: { id: string; hubId: string | null; institutionId: string };
	origin: GiftOrigin;
	formKey: string;
};

async function insertGift(tx: Tx, ctx: Ctx, { fields, fund, origin, formKey }: NewGift): Promise<Started> {
	const typed = toTypedDonor(fields, ctx.lang);
	const { institutionId, hubId } = fund;
	const donor = await attachDonor(tx, { institutionId, hubId, typed });
	const { kind: donorKind, ...typedColumns } = typed;
	const stripeAccountId = await accountForGifts(tx, institutionId);
	const { amountYen, frequency } = fields;
	const recurringPlanId =
		frequency === "once"
			? null
			: await beginPlan(tx, ctx, {
					donorId: donor.id,
					institutionId,
					hubId,
					fundId: fund.id,
					stripeAccountId,
					unit: PLAN_UNIT[frequency],
					amountYen,
					lang: ctx.lang,
				});
	const showsSomething = (!fields.anonymous && fields.displayName !== "") || fields.message !== "";
	const gift = await tx.gift.create({
		data: {
			publicToken: randomBytes(18).toString("base64url"),
			hubId,
			fundId: fund.id,
			institutionId,
			donorId: donor.id,
			recurringPlanId,
			amountYen,
			frequency,
			channel: fields.paymentMethod,
			donorKind,
			...typedColumns,
			displayName: fields.anonymous ? "" : fields.displayName,
			anonymous: fields.anonymous,
			message: fields.message,
			displayStatus: showsSomething ? "pending" : "none",
			origin,
			...(await findAttribution(tx, origin, fund, ctx.now)),
			formKey,
			createdAt: ctx.now,
			updatedAt: ctx.now,
		},
		select: { id: true, publicToken: true },
	});
	const attempt = await tx.checkoutAttempt.create({
		data: { giftId: gift.id, number: 1, stripeAccountId, createdAt: ctx.now, updatedAt: ctx.now },
		select: { id: true },
	});
	const agreed = { donorId: donor.id, lang: ctx.lang, source: `gift:${gift.id}`, hubId };
	if (fields.reportConsent) await giveConsent(tx, ctx, { ...agreed, purpose: "reports" });
	if (fields.appealConsent) await giveConsent(tx, ctx, { ...agreed, purpose: "appeals" });
	await audit(tx, ctx, {
		action: "gift.started",
		subject: { type: "gift", id: gift.id },
		institutionId,
		after: { amountYen: fields.amountYen.toString(), fundId: fund.id, donorId: donor.id, newDonor: donor.isNew },
	});
	return { giftId: gift.id, token: gift.publicToken, attemptId: attempt.id };
}
