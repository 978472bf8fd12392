import { z } from "zod";
import { DEFAULT_LANG, isLang, type Lang } from "~/i18n/lang";
import { env } from "~/platform/env.server";
import { type MailPropsByKind, renderMail } from "~emails/index";
import type { Ctx } from "../access/ctx.server";
import { giftReference } from "../gifts/gift-reference";
import type { MailRenderers, MailToRender } from "../mails/mail-to-render";
import { addressee } from "../names/person-name";
import { cardName } from "./card-name";
import { anchorIn } from "./plan-days";
import { planUrl } from "./plan-link.server";
import { planNote } from "./plan-note.server";

/** Mails about a plan, each written from what is true when it is sent; what is no longer news is not sent. */
export const planMails: MailRenderers = {
	"plan-payment-failed": renderFailed,
	"plan-ended": renderEnded,
	"plan-changed": renderChanged,
	"plan-card-expiring": renderCardExpiring,
};

type MailedPlan = NonNullable<Awaited<ReturnType<typeof readPlan>>>;

function readPlan(ctx: Ctx, mail: MailToRender) {
	return ctx.db.recurringPlan.findUnique({
		where: { id: mail.subjectId ?? "" },
		include: { donor: true, hub: true, fund: true, institution: true },
	});
}

const langOf = (mail: MailToRender): Lang => (isLang(mail.lang) ? mail.lang : DEFAULT_LANG);

function commonProps(plan: MailedPlan, lang: Lang) {
	const ja = lang === "ja";
	const { donor, hub, fund, institution } = plan;
	const fundName = ja ? fund.nameJa : fund.nameEn;
	const donorKind = donor.kind === "company" ? ("company" as const) : ("individual" as const);
	return {
		lang,
		addressee: addressee({ ...donor, donorKind }, lang),
		institutionName: ja ? institution.nameJa : institution.nameEn,
		because: "gift" as const,
		hubName: hub ? (ja ? hub.nameJa : hub.nameEn) : fundName,
		fundName,
		siteUrl: `${env.APP_URL}/${lang}`,
		contactEmail: institution.contactEmail,
		demo: env.demo,
		...planNote(plan, lang),
		amountYen: plan.amountYen,
		card: cardName(plan),
		reference: giftReference(plan.id),
	};
}

const failedParams = z.object({ invoiceId: z.string(), attemptCount: z.int(), needsPerson: z.boolean() });

const WHY: Record<string, MailPropsByKind["plan-payment-failed"]["why"]> = {
	expired_card: "expired_card",
	insufficient_funds: "insufficient_funds",
	authentication_required: "authentication_required",
};

/** Nothing to tell when it was paid meanwhile. */
async function renderFailed(ctx: Ctx, mail: MailToRender) {
	const plan = await readPlan(ctx, mail);
	const { invoiceId, attemptCount, needsPerson } = failedParams.parse(mail.params);
	if (!plan || plan.status === "cancelled") return null;
	const invoice = await ctx.db.recurringInvoice.findUnique({
		where: { stripeAccountId_stripeInvoiceId: { stripeAccountId: plan.stripeAccountId, stripeInvoiceId: invoiceId } },
	});
	if (invoice?.status !== "open") return null;
	const lang = langOf(mail);
	const retryAt = invoice.nextAttemptAt;
	const stage = retryAt === null ? "last" : needsPerson ? "person" : attemptCount > 1 ? "again" : "first";
	return renderMail("plan-payment-failed", {
		...commonProps({ ...plan, amountYen: invoice.amountYen }, lang),
		stage,
		why: WHY[plan.failureCode ?? ""] ?? "other",
		retryAt,
		repairUrl: planUrl(lang, plan.id, ctx.now),
	});
}

async function renderEnded(ctx: Ctx, mail: MailToRender) {
	const plan = await readPlan(ctx, mail);
	if (plan?.status !== "cancelled" || plan.endReason === "erased" || !plan.endedOn) return null;
	const lang = langOf(mail);
	return renderMail("plan-ended", {
		...commonProps(plan, lang),
		endedOn: plan.endedOn.toISOString().slice(0, 10),
		why: plan.endReason === "payment_failed" ? "payment_failed" : "asked",
		giveUrl: plan.hub?.published ? `${env.APP_URL}/${lang}/hubs/${plan.hub.slug}/give` : null,
	});
}

const changeParams = z.object({ changeId: z.uuid() });
const facts = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

async function renderChanged(ctx: Ctx, mail: MailToRender) {
	const plan = await readPlan(ctx, mail);
	const { changeId } = changeParams.parse(mail.params);
	const row = await ctx.db.recurringChange.findUnique({ where: { id: changeId } });
	if (!plan || row?.status !== "applied") return null;
	const change = toldChange(row.action, facts.parse(row.before), facts.parse(row.after));
	if (change === null) return null;
	// A pause that ends on its day was asked for with the pause.
	const byDonor = row.actorKind === "donor" || row.reason === "pause_over";
	return renderMail("plan-changed", { ...commonProps(plan, langOf(mail)), change, byDonor });
}

type Facts = z.output<typeof facts>;

function toldChange(action: string, before: Facts, after: Facts): MailPropsByKind["plan-changed"]["change"] | null {
	switch (action) {
		case "amount":
			return { action, beforeYen: BigInt(before.amountYen ?? 0), afterYen: BigInt(after.amountYen ?? 0) };
		case "pause":
			return { action, until: typeof after.pausedUntil === "string" ? after.pausedUntil : null };
		case "resume":
		case "card":
			return { action };
		default:
			return null;
	}
}

/** Nothing to tell when the card was changed meanwhile. */
async function renderCardExpiring(ctx: Ctx, mail: MailToRender) {
	const plan = await readPlan(ctx, mail);
	if (!plan || plan.status === "cancelled" || plan.cardExpYear === null || plan.cardExpMonth === null) return null;
	const month = `${plan.cardExpYear}-${String(plan.cardExpMonth).padStart(2, "0")}-01`;
	const params = z.object({ expires: z.string() }).parse(mail.params);
	if (params.expires !== month) return null;
	const lang = langOf(mail);
	return renderMail("plan-card-expiring", {
		...commonProps(plan, lang),
		lastMonth: anchorIn(month, 31).toString(),
		repairUrl: planUrl(lang, plan.id, ctx.now),
	});
}
