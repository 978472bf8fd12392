import type { IncomingHttpHeaders } from "node:http";
import type Stripe from "stripe";
import { act, type Deed } from "../act.ts";
import type { ApiResponse } from "../api.ts";
import { remainingYen } from "../bank-transfer.ts";
import { waitingIntent } from "../billing/checkout.ts";
import { idOf, WrongState } from "../till.ts";
import type { Session, SessionPlan } from "../wire.ts";
import type { World } from "../world.ts";
import { challengeBody, messageBody, onward, transferBody, voucherBody } from "./after.ts";
import { chosenCard } from "./card-fields.ts";
import { answerInvoice } from "./invoice.ts";
import { html, page, seeOther } from "./layout.ts";
import { answerOnboarding } from "./onboarding.ts";
import { payBody } from "./pay.ts";
import { answerPortal } from "./portal.ts";
import { type Lang, langOf, type Texts, textsOf, yen } from "./texts.ts";

export interface PageRequest {
	world: World;
	method: string;
	path: string;
	body: string;
	base: string;
	headers: IncomingHttpHeaders;
}

export interface SessionView {
	world: World;
	account: string;
	session: Session;
	plan: SessionPlan;
	intent: Stripe.PaymentIntent | null;
	/** What the page waits for: the intent, or the card a subscription or setup will be given. */
	waiting: Stripe.PaymentIntent | Stripe.SetupIntent | null;
	lang: Lang;
	texts: Texts;
}

/** Pages for people. Only POST changes anything, and never from another site. */
export function answerPage(request: PageRequest): ApiResponse {
	const lang = langOf(null, request.headers["accept-language"]);
	if (request.path === "/" && request.method === "GET") return indexPage(request.world, lang);
	if (request.method === "POST" && request.headers["sec-fetch-site"] === "cross-site") return notFound(lang, 403);
	const [, c, kind, id = ""] = request.path.split("/");
	if (c === "p" && kind === "session") return answerPortal(request, id) ?? notFound(lang, 404);
	if (c === "c" && kind === "invoice") return answerInvoice(request, id) ?? notFound(lang, 404);
	if (c === "c" && kind === "connect") return answerOnboarding(request, id, lang, textsOf(lang)) ?? notFound(lang, 404);
	if (c !== "c" || (request.method !== "GET" && request.method !== "POST")) return notFound(lang, 404);
	const view = viewOf(request, kind === "pay" || kind === "3ds" ? id : sessionIdOf(request.world, id));
	if (!view) return notFound(lang, 404);
	const form = new URLSearchParams(request.body);
	const posted = request.method === "POST";
	switch (kind) {
		case "pay":
			return posted ? postPay(request, view, form) : showPay(view, null);
		case "3ds":
			return posted ? postChallenge(request, view, form) : showChallenge(view);
		case "voucher":
			return posted ? postVoucher(request, view, form) : showVoucher(view);
		case "transfer":
			return posted ? postTransfer(request, view, form) : showTransfer(view, null);
		default:
			return notFound(lang, 404);
	}
}

function viewOf(request: PageRequest, sessionId: string): SessionView | null {
	const { world } = request;
	const row = world.store.row("session", sessionId);
	const session = row && world.store.get("session", row.account, sessionId);
	const plan = row && world.store.get("session_plan", row.account, sessionId);
	if (!row || !session || !plan) return null;
	const intentId = idOf(session.payment_intent);
	const intent = intentId === null ? null : (world.store.get("payment_intent", row.account, intentId) ?? null);
	const lang = langOf(session.locale, request.headers["accept-language"]);
	const { account } = row;
	const waiting = session.mode === "payment" ? intent : waitingIntent({ tx: world.view(), account }, session);
	return { world, account, session, plan, intent, waiting, lang, texts: textsOf(lang) };
}

function sessionIdOf(world: World, intentId: string): string {
	const row = world.store.row("payment_intent", intentId);
	return (row && world.store.rows("session", row.account, "payment_intent", intentId)[0]?.id) ?? "";
}

const successUrl = (session: Session): string | null =>
	session.success_url?.replaceAll("{CHECKOUT_SESSION_ID}", session.id) ?? null;

/** Does what was asked; a page that is out of date only leads back to what is true now. */
function attempt(request: PageRequest, view: SessionView, deed: Deed): void {
	try {
		act(request.world, request.base, view.session.id, deed);
	} catch (error) {
		if (!(error instanceof WrongState)) throw error;
	}
}

/** Where a person goes on with a payment that is not paid yet. */
function waitingPage({ intent }: Pick<SessionView, "intent">): string | null {
	if (intent?.next_action?.konbini_display_details) return `/c/voucher/${intent.id}`;
	if (intent?.next_action?.display_bank_transfer_instructions) return `/c/transfer/${intent.id}`;
	return null;
}

function showPay(view: SessionView, problem: string | null): ApiResponse {
	const { session, lang, texts } = view;
	if (session.status === "complete") {
		const waiting = waitingPage(view);
		if (waiting !== null) return seeOther(waiting);
		return page(
			lang,
			texts,
			texts.completeTitle,
			messageBody(texts.completeTitle, texts.complete, onward(successUrl(session), texts.toSite)),
		);
	}
	if (session.status === "expired") {
		return page(
			lang,
			texts,
			texts.expiredTitle,
			messageBody(texts.expiredTitle, texts.expired, onward(session.cancel_url, texts.toSite)),
		);
	}
	const title = session.submit_type === "donate" ? texts.donate : texts.pay;
	return page(lang, texts, title, payBody(view, problem), problem === null ? 200 : 400);
}

function postPay(request: PageRequest, view: SessionView, form: URLSearchParams): ApiResponse {
	const { session, texts } = view;
	const here = `/c/pay/${session.id}`;
	const choice = form.get("choice");
	const email = form.get("email")?.trim() || undefined;
	const name = form.get("name")?.trim().slice(0, 100) || undefined;
	if (email !== undefined && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) return showPay(view, texts.badEmail);
	const person = { email, name };
	const charging = session.mode === "payment" || (session.amount_total ?? 0) > 0;
	const card = chosenCard(form, charging, view.world.clock.nowMs() / 1000, texts);
	if (card && "problem" in card) return showPay(view, card.problem);
	if (card) attempt(request, view, { outcome: card.outcome, person, card: card.input });
	switch (choice) {
		case "konbini_issue":
			attempt(request, view, { outcome: choice, person });
			break;
		case "bank_transfer":
			attempt(request, view, { outcome: "transfer_issue", person });
			break;
		default:
			if (!card) return seeOther(here);
	}
	const after = viewOf(request, session.id);
	if (after?.session.status === "complete") return seeOther(waitingPage(after) ?? successUrl(after.session) ?? here);
	return seeOther(after?.waiting?.next_action?.redirect_to_url ? `/c/3ds/${session.id}` : here);
}

const isChallenged = (view: SessionView): boolean =>
	view.session.status === "open" && Boolean(view.waiting?.next_action?.redirect_to_url);

function showChallenge(view: SessionView): ApiResponse {
	if (!isChallenged(view)) return seeOther(`/c/pay/${view.session.id}`);
	return page(view.lang, view.texts, view.texts.challengeTitle, challengeBody(view));
}

function postChallenge(request: PageRequest, view: SessionView, form: URLSearchParams): ApiResponse {
	const here = `/c/pay/${view.session.id}`;
	if (!isChallenged(view)) return seeOther(here);
	const passed = form.get("answer") === "pass";
	attempt(request, view, { outcome: passed ? "succeed" : "decline" });
	return seeOther(passed ? (successUrl(view.session) ?? here) : here);
}

function showVoucher(view: SessionView): ApiResponse {
	if (!view.intent) return seeOther(`/c/pay/${view.session.id}`);
	return page(view.lang, view.texts, view.texts.voucherTitle, voucherBody(view, view.intent, successUrl(view.session)));
}

function postVoucher(request: PageRequest, view: SessionView, form: URLSearchParams): ApiResponse {
	const store = form.get("store");
	const known = ["familymart", "lawson", "ministop", "seicomart"].find((name) => name === store);
	if (form.get("do") === "pay") attempt(request, view, { outcome: "konbini_pay", store: known });
	if (form.get("do") === "expire") attempt(request, view, { outcome: "konbini_expire" });
	return seeOther(request.path);
}

function showTransfer(view: SessionView, problem: string | null): ApiResponse {
	if (!view.intent) return seeOther(`/c/pay/${view.session.id}`);
	const body = transferBody(view, view.intent, successUrl(view.session), problem);
	return page(view.lang, view.texts, view.texts.transferTitle, body, problem === null ? 200 : 400);
}

function postTransfer(request: PageRequest, view: SessionView, form: URLSearchParams): ApiResponse {
	const amount = form.get("amountYen") ?? "";
	if (!/^[1-9]\d{0,8}$/.test(amount)) return showTransfer(view, view.texts.badAmount);
	if (view.intent && remainingYen(view.intent) !== null) {
		attempt(request, view, { outcome: "transfer", amountYen: Number(amount) });
	}
	return seeOther(request.path);
}

function notFound(lang: Lang, status: number): ApiResponse {
	const texts = textsOf(lang);
	return page(lang, texts, texts.notFoundTitle, messageBody(texts.notFoundTitle, texts.notFound), status);
}

/** What this server is, and the latest payment pages. */
function indexPage(world: World, lang: Lang): ApiResponse {
	const texts = textsOf(lang);
	const rows = world.store
		.accounts()
		.flatMap((account) => world.store.rows("session", account).slice(-15))
		.sort((a, b) => b.seq - a.seq)
		.slice(0, 15);
	const lines = rows.map((row) => {
		const session = world.store.read<"session">(row);
		const plan = world.store.get("session_plan", row.account, row.id);
		const intent = world.store.get("payment_intent", row.account, idOf(session.payment_intent) ?? "");
		const href = waitingPage({ intent: intent ?? null }) ?? `/c/pay/${row.id}`;
		const status =
			session.status === "complete"
				? session.payment_status === "paid"
					? texts.status_complete_paid
					: texts.status_complete_unpaid
				: session.status === "expired"
					? texts.status_expired
					: texts.status_open;
		return html`<tr><td><a href="${href}">${plan?.lineItems[0]?.description ?? row.id}</a></td><td>${yen(session.amount_total ?? 0, lang)}</td><td>${status}</td></tr>`;
	});
	const body = html`<section class="panel"><h1>${texts.indexTitle}</h1><p>${texts.index}</p><h2>${texts.recent}</h2>
${lines.length === 0 ? html`<p>${texts.none}</p>` : html`<div class="scroll"><table><tbody>${lines}</tbody></table></div>`}</section>`;
	return page(lang, texts, texts.indexTitle, body);
}
