import type { Price, SessionPlan } from "../wire.ts";
import { cardChoices, cardFields } from "./card-fields.ts";
import { type Html, html } from "./layout.ts";
import type { SessionView } from "./router.ts";
import { fill, yen } from "./texts.ts";

/** The page a person pays on: what, how much, to whom, and only the methods this session offers. */
export function payBody({ session, plan, waiting, lang, texts }: SessionView, problem: string | null): Html {
	const amount = session.amount_total ?? 0;
	const donating = session.submit_type === "donate";
	const later = session.mode !== "payment" && amount === 0;
	const confirm = later
		? texts.confirmKeep
		: fill(donating ? texts.confirmDonate : texts.confirmPay, { amount: yen(amount, lang) });
	const failed = (waiting?.object === "setup_intent" ? waiting.last_setup_error : waiting?.last_payment_error) ?? null;
	const message =
		problem ??
		(failed === null
			? null
			: failed.code === "payment_intent_authentication_failure"
				? texts.authFailed
				: failed.decline_code === "insufficient_funds"
					? texts.insufficient
					: failed.code === "expired_card"
						? texts.expiredCard
						: texts.declined);
	return html`<div class="two">
${summary({ plan, amount, lang, texts, donating })}
<section class="panel" aria-labelledby="method">
${message === null ? null : html`<div class="error" role="alert"><p>${message}</p>${failed && problem === null ? html`<p>${texts.chargedNothing}</p>` : null}</div>`}
<form method="post">
${contact({ session, texts })}
<fieldset>
<legend id="method">${texts.method}</legend>
${choices(session.payment_method_types, texts)}
</fieldset>
<button type="submit">${confirm}</button>
</form>
${session.cancel_url ? html`<p><a href="${session.cancel_url}">${texts.cancel}</a></p>` : null}
</section>
</div>`;
}

function summary({
	plan,
	amount,
	lang,
	texts,
	donating,
}: Pick<SessionView, "lang" | "texts"> & { plan: SessionPlan; amount: number; donating: boolean }): Html {
	return html`<section class="panel sum">
<p class="kind">${donating ? texts.donateTo : texts.payTo}</p>
<p class="payee">${plan.payeeName ?? texts.sandboxShort}</p>
<h1 class="big">${yen(amount, lang)}</h1>
${plan.lineItems.flatMap(({ price }) => (price?.recurring ? [recurrence(price, lang, texts)] : []))}
<ul class="items">${plan.lineItems.map(
		(item) =>
			html`<li><span>${item.description ?? ""}${(item.quantity ?? 1) > 1 ? html`<small>${fill(texts.quantity, { count: String(item.quantity) })}</small>` : null}</span><b>${yen(item.amount_total, lang)}</b></li>`,
	)}<li><span>${texts.total}</span><b>${yen(amount, lang)}</b></li></ul>
</section>`;
}

/** How often and how much, for prices that come again. */
function recurrence(price: Price, lang: SessionView["lang"], texts: SessionView["texts"]): Html {
	const each = price.recurring?.interval === "year" ? texts.yearly : texts.monthly;
	return html`<p>${fill(each, { amount: yen(price.unit_amount ?? 0, lang) })}</p>`;
}

function contact({ session, texts }: Pick<SessionView, "session" | "texts">): Html {
	const known = session.customer_details?.email ?? null;
	return html`<fieldset>
<legend>${texts.contact}</legend>
${
	known !== null && (session.customer !== null || session.customer_email !== null)
		? html`<p class="payee">${known}</p>`
		: html`<label class="field">${texts.email}<input type="email" name="email" autocomplete="email" required value="${known ?? ""}"></label>
<label class="field">${texts.name}<input name="name" autocomplete="name" maxlength="100" value="${session.customer_details?.name ?? ""}"></label>`
}
</fieldset>`;
}

function choices(methods: string[], texts: SessionView["texts"]): Html[] {
	const other: [method: string, outcome: string, label: string, hint: string][] = [
		["konbini", "konbini_issue", texts.konbini, texts.konbiniHint],
		["customer_balance", "bank_transfer", texts.bank, texts.bankHint],
	];
	const card = methods.includes("card");
	const rest = other
		.filter(([method]) => methods.includes(method))
		.map(
			([, outcome, label, hint], at) =>
				html`<label class="choice"><input type="radio" name="choice" value="${outcome}" required${!card && at === 0 ? html` checked` : null}><span>${label}<small>${hint}</small></span></label>`,
		);
	return [...(card ? [...cardChoices(texts), cardFields(texts)] : []), ...rest];
}
