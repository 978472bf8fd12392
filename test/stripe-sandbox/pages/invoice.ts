import type Stripe from "stripe";
import type { ApiResponse } from "../api.ts";
import { collect } from "../billing/collect.ts";
import { intentOfInvoice, subscriptionOf } from "../billing/invoicing.ts";
import { putChanged } from "../billing/standing.ts";
import { failChallenge } from "../card-charge.ts";
import { addCard, type CardInput, DECLINES, verdictOn } from "../cards.ts";
import { attachKnown } from "../payment-methods.ts";
import { idOf, type Till } from "../till.ts";
import type { Invoice } from "../wire.ts";
import { messageBody } from "./after.ts";
import { cardChoices, cardFields, chosenCard } from "./card-fields.ts";
import { type Html, html, page, seeOther } from "./layout.ts";
import type { PageRequest } from "./router.ts";
import { fill, type Lang, langOf, type Texts, textsOf, yen } from "./texts.ts";

/** An invoice for the person it was made out to: what it is for, and a way to pay it. */
export function answerInvoice(request: PageRequest, id: string): ApiResponse | null {
	const { world } = request;
	const row = world.store.row("invoice", id);
	const invoice = row && world.store.get("invoice", row.account, id);
	if (!row || !invoice || invoice.status === "draft") return null;
	const { account } = row;
	const customer = world.store.get("customer", account, idOf(invoice.customer) ?? "");
	const wished = customer && !customer.deleted ? customer.preferred_locales?.[0] : undefined;
	const lang = langOf(wished, request.headers["accept-language"]);
	const texts = textsOf(lang);
	const show = (problem: string | null): ApiResponse => {
		const intent = intentOfInvoice({ tx: world.view(), account }, invoice) ?? null;
		return page(
			lang,
			texts,
			texts.invoiceTitle,
			body({ invoice, intent, problem, lang, texts }),
			problem === null ? 200 : 400,
		);
	};
	if (request.method !== "POST" || invoice.status !== "open") return show(null);
	const form = new URLSearchParams(request.body);
	const answer = form.get("answer");
	const card = answer === null ? chosenCard(form, true, world.clock.nowMs() / 1000, texts) : undefined;
	if (card && "problem" in card) return show(card.problem);
	world.change((tx) => {
		const till: Till = { tx, clock: world.clock, account, base: request.base };
		const open = tx.get("invoice", account, id);
		if (!open) return;
		if (answer !== null) answerChallenge(till, open, answer === "pass");
		else if (card) pay(till, open, card.input, form.get("keep") === "1");
	});
	return seeOther(request.path);
}

/** Charges a card given on the page, and keeps it for the renewals to come when asked to. */
function pay(till: Till, invoice: Invoice, input: CardInput, keeps: boolean): void {
	const method = addCard(till, input, {
		address: null,
		email: invoice.customer_email,
		name: invoice.customer_name,
		phone: null,
		tax_id: null,
	});
	const verdict = verdictOn(method, true, till.tx.now);
	collect(till, invoice, {
		present: true,
		method,
		verdict: verdict === "approve" || verdict === "challenge" ? verdict : DECLINES[verdict],
	});
	if (verdict === "approve" || verdict === "challenge") keep(till, invoice, method, keeps);
}

function keep(till: Till, invoice: Invoice, method: Stripe.PaymentMethod, keeps: boolean): void {
	const subscription = subscriptionOf(till, invoice);
	if (!keeps || !subscription || subscription.status === "canceled") return;
	attachKnown(till, idOf(invoice.customer) ?? "", method);
	const before = structuredClone(subscription);
	subscription.default_payment_method = method.id;
	putChanged(till, subscription, before);
}

function answerChallenge(till: Till, invoice: Invoice, passed: boolean): void {
	const intent = intentOfInvoice(till, invoice);
	if (intent?.status !== "requires_action") return;
	if (!passed) {
		failChallenge(till, intent);
		return;
	}
	const method = till.tx.get("payment_method", till.account, idOf(intent.payment_method) ?? "");
	if (method) collect(till, invoice, { present: true, method, verdict: "approve" });
}

interface View {
	invoice: Invoice;
	intent: Stripe.PaymentIntent | null;
	problem: string | null;
	lang: Lang;
	texts: Texts;
}

function body({ invoice, intent, problem, lang, texts }: View): Html {
	const status = texts[`invoice_${invoice.status === "paid" ? "paid" : invoice.status === "open" ? "open" : "ended"}`];
	const lines = html`<dl><div><dt>${texts.invoiceNumber}</dt><dd>${invoice.number ?? ""}</dd></div>
<div><dt>${texts.status}</dt><dd>${status}</dd></div>
${invoice.lines.data.map((line) => html`<div><dt>${line.description ?? ""}</dt><dd class="yen">${yen(line.amount, lang)}</dd></div>`)}
<div><dt>${texts.total}</dt><dd>${yen(invoice.amount_due, lang)}</dd></div></dl>`;
	if (invoice.status === "paid") return messageBody(texts.invoicePaidTitle, texts.invoicePaid, [lines]);
	if (invoice.status !== "open") return messageBody(texts.invoiceEndedTitle, texts.invoiceEnded, [lines]);
	if (intent?.status === "requires_action")
		return html`<section class="panel narrow"><h1>${texts.challengeTitle}</h1>${lines}<p>${texts.challenge}</p>
<form method="post"><button name="answer" value="pass">${texts.challengePass}</button>
<button class="plain" name="answer" value="fail">${texts.challengeFail}</button></form></section>`;
	const failed = problem ?? (intent?.last_payment_error ? texts.declined : null);
	return html`<section class="panel narrow"><h1>${texts.invoiceTitle}</h1>${lines}
${failed === null ? null : html`<div class="error" role="alert"><p>${failed}</p></div>`}
<form method="post"><fieldset><legend>${texts.method}</legend>${cardChoices(texts)}${cardFields(texts)}</fieldset>
${invoice.parent?.subscription_details ? html`<label class="choice"><input type="checkbox" name="keep" value="1" checked><span>${texts.keepCard}</span></label>` : null}
<button>${fill(texts.confirmPay, { amount: yen(invoice.amount_due, lang) })}</button></form></section>`;
}
