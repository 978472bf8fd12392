import { periodOf } from "../billing/subscription-shape.ts";
import type { Subscription } from "../wire.ts";
import { jstDay, onward } from "./after.ts";
import { cardChoices, cardFields } from "./card-fields.ts";
import { type Html, html } from "./layout.ts";
import type { PortalView } from "./portal.ts";
import { fill, type Lang, type Texts, yen } from "./texts.ts";

const line = (label: string, value: string): Html => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;

/** A flow shows its one step; without one everything the configuration allows is there. */
export function portalBody(view: PortalView, lang: Lang, texts: Texts, problem: string | null): Html {
	const flow = view.session.flow;
	const only = flow?.subscription_cancel?.subscription ?? flow?.subscription_pause?.subscription ?? null;
	const showsCard = view.features.payment_method_update.enabled && (!flow || flow.type === "payment_method_update");
	const plans =
		flow?.type === "payment_method_update" ? [] : view.subscriptions.filter(({ id }) => only === null || id === only);
	return html`<div class="narrow"><section class="panel"><h1>${texts.portalTitle}</h1>
${view.headline === null ? null : html`<p>${view.headline}</p>`}
${problem === null ? null : html`<div class="error" role="alert"><p>${problem}</p></div>`}
${plans.map((subscription) => planPanel(view, subscription, lang, texts))}
${showsCard ? cardPanel(view, texts) : null}
${view.features.invoice_history.enabled && !flow ? history(view, lang, texts) : null}
${onward(view.session.return_url, texts.toSite)}</section></div>`;
}

function cardPanel({ card }: PortalView, texts: Texts): Html {
	const known = card?.card;
	return html`<h2>${texts.cardTitle}</h2>
<dl>${line(texts.cardNow, known ? `${known.brand.toUpperCase()} •••• ${known.last4}` : texts.none)}
${known ? line(texts.cardExpiry, `${String(known.exp_month).padStart(2, "0")} / ${known.exp_year}`) : null}</dl>
<form method="post"><fieldset><legend>${texts.cardChange}</legend>${cardChoices(texts)}${cardFields(texts)}</fieldset>
<button name="do" value="card">${texts.cardSave}</button></form>`;
}

const STATUS: Record<string, keyof Texts> = {
	active: "plan_active",
	trialing: "plan_active",
	past_due: "plan_past_due",
	unpaid: "plan_past_due",
	paused: "plan_paused",
	canceled: "plan_canceled",
};

function planPanel({ features }: PortalView, subscription: Subscription, lang: Lang, texts: Texts): Html {
	const item = subscription.items.data[0];
	const amount = (item?.price.unit_amount ?? 0) * (item?.quantity ?? 1);
	const each = item?.plan.interval === "year" ? texts.yearly : texts.monthly;
	const paused = subscription.status === "paused" || subscription.pause_collection !== null;
	const status = texts[paused ? "plan_paused" : (STATUS[subscription.status] ?? "plan_active")];
	const ends = subscription.cancel_at;
	const button = (value: string, label: string): Html =>
		html`<button class="plain" name="do" value="${value}">${label}</button>`;
	const stops = features.subscription_cancel.enabled && ends === null;
	const asks = stops && features.subscription_cancel.cancellation_reason.enabled;
	return html`<h2>${fill(each, { amount: yen(amount, lang) })}</h2>
<dl>${line(texts.status, status)}
${subscription.status === "canceled" || paused || ends !== null ? null : line(texts.nextCharge, jstDay(periodOf(subscription).end, lang))}
${ends !== null && subscription.status !== "canceled" ? line(texts.endsOn, jstDay(ends, lang)) : null}</dl>
${
	subscription.status === "canceled"
		? null
		: html`<form method="post"><input type="hidden" name="subscription" value="${subscription.id}">
${asks ? reasons(features.subscription_cancel.cancellation_reason.options.map(String), texts) : null}
${paused ? button("resume", texts.planResume) : features.subscription_pause.enabled ? button("pause", texts.planPause) : null}
${stops ? button("cancel", texts.planCancel) : features.subscription_cancel.enabled ? button("continue", texts.planContinue) : null}</form>`
}`;
}

const REASONS: Record<string, keyof Texts> = {
	too_expensive: "why_too_expensive",
	unused: "why_unused",
	customer_service: "why_customer_service",
	other: "why_other",
};

const reasons = (options: string[], texts: Texts): Html =>
	html`<label class="field">${texts.why}<select name="feedback"><option value="">${texts.whyNone}</option>${options
		.filter((option) => option in REASONS)
		.map(
			(option) => html`<option value="${option}">${texts[REASONS[option] ?? "why_other"]}</option>`,
		)}</select></label>
<label class="field">${texts.whyComment}<input name="comment" maxlength="500"></label>`;

const history = ({ invoices }: PortalView, lang: Lang, texts: Texts): Html =>
	html`<h2>${texts.history}</h2>${
		invoices.length === 0
			? html`<p>${texts.none}</p>`
			: html`<div class="scroll"><table><tbody>${invoices.map(
					({ id, number, amount, created }) =>
						html`<tr><td>${jstDay(created, lang)}</td><td><a href="/c/invoice/${id}">${number ?? id}</a></td><td>${yen(amount, lang)}</td></tr>`,
				)}</tbody></table></div>`
	}`;
