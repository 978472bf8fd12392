import type Stripe from "stripe";
import { inTransaction } from "~/platform/db/transaction.server";
import { env } from "~/platform/env.server";
import { conflict } from "~/platform/errors";
import { getStripe } from "~/platform/stripe/stripe.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { overseenInstitution } from "../institutions/overseen-institution.server";
import { PERSON_WAITS, stripeRefusal } from "../payments/stripe-refusal.server";
import { freeAccountWord, ownStripeAccount } from "./own-stripe-account.server";

type InstitutionRow = { id: string; slug: string; nameEn: string; contactEmail: string | null };
type AccountRow = { id: string; stripeId: string | null; createdAt: Date };

/**
 * Makes a connected account for an institution at Stripe, or goes on with one whose making was not finished. The row is
 * committed before Stripe is asked, and its key makes asking again the same account.
 * @returns Stripe's page where the institution says who it is and which bank is paid
 * @throws AppError institution_not_found, forbidden, stripe_unreachable (503), stripe_refused (409)
 */
export async function connectStripeAccount(ctx: Ctx, input: { institution: string }): Promise<{ url: string }> {
	const institution = await overseenInstitution(ctx, input.institution, "connectStripe");
	const account = await inTransaction(ctx, async (tx) => {
		const id = await freeAccountWord(tx, institution);
		const unfinished = await tx.stripeAccount.findFirst({
			where: { institutionId: institution.id, kind: "connected", status: "onboarding" },
			orderBy: { createdAt: "asc" },
		});
		if (unfinished) return unfinished;
		const made = await tx.stripeAccount.create({
			data: {
				id,
				kind: "connected",
				institutionId: institution.id,
				status: "onboarding",
				chargesEnabled: false,
				payoutsEnabled: false,
				createdAt: ctx.now,
				updatedAt: ctx.now,
			},
		});
		await audit(tx, ctx, {
			action: "stripe_account.connected",
			subject: { type: "institution", id: institution.id },
			institutionId: institution.id,
			after: { account: id },
		});
		return made;
	});
	return { url: await onboardingUrl(ctx, institution, account) };
}

/**
 * A new address of Stripe's set-up page: each works once and for some minutes.
 * @throws AppError institution_not_found, forbidden, stripe_account_not_found, stripe_account_not_connected (409),
 *   stripe_unreachable (503), stripe_refused (409)
 */
export async function openOnboarding(
	ctx: Ctx,
	input: { institution: string; account: string },
): Promise<{ url: string }> {
	const { institution, account } = await ownStripeAccount(ctx, input);
	if (account.kind !== "connected") {
		throw conflict("stripe_account_not_connected", `account ${account.id} is not a connected one`);
	}
	return { url: await onboardingUrl(ctx, institution, account) };
}

async function onboardingUrl(ctx: Ctx, institution: InstitutionRow, account: AccountRow): Promise<string> {
	const back = `${env.APP_URL}/console/settings/institutions/${institution.slug}`;
	try {
		const stripeId = account.stripeId ?? (await makeAtStripe(ctx, institution, account));
		const link = await getStripe().accountLinks.create(
			{
				account: stripeId,
				type: "account_onboarding",
				refresh_url: `${back}?stripe=again`,
				return_url: `${back}?stripe=returned`,
			},
			PERSON_WAITS,
		);
		return link.url;
	} catch (error) {
		throw stripeRefusal(error);
	}
}

async function makeAtStripe(ctx: Ctx, institution: InstitutionRow, account: AccountRow): Promise<string> {
	const made = await getStripe().accounts.create(accountParams(institution, account), {
		...PERSON_WAITS,
		idempotencyKey: `account-${account.id}-${account.createdAt.getTime()}`,
	});
	await inTransaction(ctx, (tx) =>
		tx.stripeAccount.updateMany({
			where: { id: account.id, stripeId: null },
			data: { stripeId: made.id, updatedAt: ctx.now },
		}),
	);
	return made.id;
}

/**
 * The institution has Stripe's whole dashboard, pays Stripe's fees itself and answers to Stripe itself: the money of a
 * direct charge is never the platform's. Source: docs.stripe.com/connect/design-an-integration
 */
function accountParams(institution: InstitutionRow, account: AccountRow): Stripe.AccountCreateParams {
	return {
		country: "JP",
		...(institution.contactEmail && { email: institution.contactEmail }),
		controller: {
			fees: { payer: "account" },
			losses: { payments: "stripe" },
			requirement_collection: "stripe",
			stripe_dashboard: { type: "full" },
		},
		capabilities: {
			card_payments: { requested: true },
			konbini_payments: { requested: true },
			jp_bank_transfer_payments: { requested: true },
			transfers: { requested: true },
		},
		business_profile: { name: institution.nameEn },
		metadata: { institution: institution.slug, account: account.id },
	};
}
