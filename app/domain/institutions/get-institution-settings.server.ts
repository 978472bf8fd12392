import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { listChanges } from "../audit/list-changes.server";
import { KNOWN_EVENT_TYPES } from "../payments/stripe-events";
import { nextAccountWord, webhookUrlOf } from "../stripe-accounts/own-stripe-account.server";
import { PLATFORM_ACCOUNT } from "../stripe-accounts/stripe-account.server";
import { takesNewGifts } from "../stripe-accounts/stripe-account.status";
import { givingRevision } from "./change-giving-policy.server";
import { overseenInstitution } from "./overseen-institution.server";

/**
 * How one institution takes gifts: its policy, its Stripe accounts, and who changed what.
 * @throws AppError forbidden, institution_not_found  also for another's
 */
export async function getInstitutionSettings(ctx: Ctx, slug: string) {
	const institution = await overseenInstitution(ctx, slug);
	const may = (action: "changeGiving" | "changeReceipts" | "changeSender" | "connectStripe") =>
		mayDo(ctx, action, "Institution", institution);
	const [policy, accounts, hosts, openFunds, nextWord, changes] = await Promise.all([
		ctx.db.givingPolicy.findUniqueOrThrow({ where: { institutionId: institution.id } }),
		ctx.db.stripeAccount.findMany({ where: { institutionId: institution.id }, orderBy: { createdAt: "asc" } }),
		ctx.db.hubHost.findMany({
			where: { institutionId: institution.id },
			select: { hub: { select: { abbreviation: true } } },
			orderBy: { hub: { slug: "asc" } },
		}),
		ctx.db.fund.count({ where: { institutionId: institution.id, status: "open" } }),
		nextAccountWord(ctx.db, institution.slug),
		listChanges(ctx, { subject: { type: "institution", id: institution.id } }),
	]);
	return {
		institution,
		policy,
		revision: givingRevision(policy),
		chargedOn: policy.stripeAccountId ?? PLATFORM_ACCOUNT,
		accounts: accounts.map((account) => ({
			...account,
			webhookUrl: account.kind === "own_keys" ? webhookUrlOf(account.id) : null,
			takesGifts: takesNewGifts(account),
		})),
		/** of the account whose keys are entered next */
		nextWebhookUrl: webhookUrlOf(nextWord),
		eventTypes: KNOWN_EVENT_TYPES,
		hubs: hosts.map(({ hub }) => hub.abbreviation),
		openFunds,
		may: {
			changeGiving: may("changeGiving"),
			changeReceipts: may("changeReceipts"),
			changeSender: may("changeSender"),
			connectStripe: may("connectStripe"),
		},
		changes,
	};
}
