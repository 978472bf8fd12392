import type Stripe from "stripe";
import { cashBalanceOf } from "../cash.ts";
import { idOf } from "../till.ts";
import { type Html, html } from "./layout.ts";
import type { SessionView } from "./router.ts";
import { fill, yen } from "./texts.ts";

/** A page with one message and the way on. */
export function messageBody(title: string, text: string, links: Html[] = []): Html {
	return html`<section class="panel narrow"><h1>${title}</h1><p>${text}</p>${links}</section>`;
}

export const onward = (url: string | null, label: string): Html[] =>
	url === null ? [] : [html`<a class="button" href="${url}">${label}</a>`];

export function challengeBody({ session, plan, lang, texts }: SessionView): Html {
	return html`<section class="panel narrow"><h1>${texts.challengeTitle}</h1>
<dl><div><dt>${texts.payTo}</dt><dd>${plan.payeeName ?? texts.sandboxShort}</dd></div>
<div><dt>${texts.amount}</dt><dd>${yen(session.amount_total ?? 0, lang)}</dd></div></dl>
<p>${texts.challenge}</p>
<form method="post"><button name="answer" value="pass">${texts.challengePass}</button>
<button class="plain" name="answer" value="fail">${texts.challengeFail}</button></form></section>`;
}

const STORES = [
	["familymart", "ファミリーマート", "FamilyMart"],
	["lawson", "ローソン", "Lawson"],
	["ministop", "ミニストップ", "Ministop"],
	["seicomart", "セイコーマート", "Seicomart"],
] as const;

export function voucherBody(view: SessionView, intent: Stripe.PaymentIntent, onwardUrl: string | null): Html {
	const { lang, texts } = view;
	const details = intent.next_action?.konbini_display_details;
	if (intent.status === "succeeded")
		return messageBody(texts.voucherPaidTitle, texts.voucherPaid, onward(onwardUrl, texts.toSite));
	if (intent.status === "canceled")
		return messageBody(texts.canceledTitle, texts.canceled, onward(onwardUrl, texts.toSite));
	if (!details) return messageBody(texts.voucherExpiredTitle, texts.voucherExpired, onward(onwardUrl, texts.toSite));
	const name = ([, ja, en]: (typeof STORES)[number]): string => (lang === "ja" ? ja : en);
	return html`<section class="panel narrow"><h1>${texts.voucherTitle}</h1>
<p class="big">${yen(intent.amount, lang)}</p>
<dl><div><dt>${texts.payBy}</dt><dd>${jstTime(details.expires_at, lang)}</dd></div></dl>
<p>${texts.voucher}</p>
<div class="scroll"><table><thead><tr><th scope="col">${texts.store}</th><th scope="col">${texts.paymentCode}</th><th scope="col">${texts.confirmationNumber}</th></tr></thead>
<tbody>${STORES.map((store) => {
		const codes = details.stores[store[0]];
		return html`<tr><th scope="row">${name(store)}</th><td>${codes?.payment_code ?? ""}</td><td>${codes?.confirmation_number ?? ""}</td></tr>`;
	})}</tbody></table></div>
${onward(onwardUrl, texts.toSite)}
<div class="tests"><h2>${texts.testOnly}</h2>
<form method="post"><label class="field">${texts.store}<select name="store">${STORES.map((store) => html`<option value="${store[0]}">${name(store)}</option>`)}</select></label>
<button class="plain" name="do" value="pay">${texts.voucherPay}</button>
<button class="plain" name="do" value="expire">${texts.voucherExpire}</button></form></div></section>`;
}

export function transferBody(
	view: SessionView,
	intent: Stripe.PaymentIntent,
	onwardUrl: string | null,
	problem: string | null,
): Html {
	const { lang, texts, world, account } = view;
	const links = onward(onwardUrl, texts.toSite);
	if (intent.status === "succeeded") {
		const cash = cashBalanceOf(world.view(), account, idOf(intent.customer) ?? "").available?.jpy ?? 0;
		const left = cash > 0 ? [html`<p>${fill(texts.cashLeft, { amount: yen(cash, lang) })}</p>`] : [];
		return messageBody(texts.transferPaidTitle, texts.transferPaid, [...left, ...links]);
	}
	const details = intent.next_action?.display_bank_transfer_instructions;
	const zengin = details?.financial_addresses?.[0]?.zengin;
	if (!details || !zengin) return messageBody(texts.canceledTitle, texts.canceled, links);
	const remaining = details.amount_remaining ?? intent.amount;
	const line = (label: string, value: string): Html => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
	return html`<section class="panel narrow"><h1>${texts.transferTitle}</h1>
<p class="big">${yen(remaining, lang)}</p>
<dl>${line(texts.bankName, `${zengin.bank_name} (${zengin.bank_code})`)}${line(texts.branch, `${zengin.branch_name} (${zengin.branch_code})`)}
${line(texts.accountType, texts.futsu)}${line(texts.accountNumber, zengin.account_number ?? "")}${line(texts.holder, zengin.account_holder_name ?? "")}
${line(texts.received, yen(intent.amount - remaining, lang))}${line(texts.remaining, yen(remaining, lang))}</dl>
<p>${texts.transfer}</p>
${links}
<div class="tests"><h2>${texts.testOnly}</h2>
${problem === null ? null : html`<div class="error" role="alert"><p>${problem}</p></div>`}
<form method="post"><label class="field">${texts.transferAmount}<input name="amountYen" inputmode="numeric" pattern="[0-9]{1,9}" required value="${remaining}"></label>
<p class="hint">${texts.transferHint}</p>
<button class="plain">${texts.transferDo}</button></form></div></section>`;
}

export const jstDay = (seconds: number, lang: SessionView["lang"]): string =>
	new Intl.DateTimeFormat(lang === "ja" ? "ja-JP" : "en-GB", { timeZone: "Asia/Tokyo", dateStyle: "long" }).format(
		seconds * 1000,
	);

function jstTime(seconds: number, lang: SessionView["lang"]): string {
	return new Intl.DateTimeFormat(lang === "ja" ? "ja-JP" : "en-GB", {
		timeZone: "Asia/Tokyo",
		dateStyle: "long",
		timeStyle: "short",
	}).format(seconds * 1000);
}
