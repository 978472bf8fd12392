import { formatDay, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { Ripples } from "../wordmark.tsx";
import { type BankInstructions, type KonbiniInstructions, KonbiniSteps, TransferSteps } from "./payment-steps.tsx";
import { PlanNote, type PlanNoteView } from "./plan-note.tsx";

export interface GiftStatusProps {
	lang: Lang;
	/** this page's own address */
	path: string;
	state:
		| "paid"
		| "awaiting_konbini"
		| "awaiting_transfer"
		| "partly_paid"
		| "confirming"
		| "left"
		| "expired"
		| "declined"
		| "cancelled"
		| "refunded";
	canTryAgain: boolean;
	gift: { amountYen: bigint; refundedYen: bigint; givenOn: string | null; channel: string };
	hub: { slug: string; name: string; abbreviation: string } | null;
	fund: { name: string };
	institution: { name: string };
	instructions: KonbiniInstructions | BankInstructions | null;
	/** YYYY-MM-DD until which a konbini takes the money */
	payBy: string | null;
	mailSentTo: string;
	/** the regular gift it is part of */
	plan: PlanNoteView | null;
}

/** What became of a gift, in words that never say more than is known, and the next step. */
export function GiftStatus(props: GiftStatusProps) {
	const { lang, state, gift, hub, instructions, institution } = props;
	const t = useT("public");
	const waiting = state === "awaiting_konbini" || state === "awaiting_transfer" || state === "partly_paid";
	const remaining = instructions?.kind === "bank_transfer" ? BigInt(instructions.remainingYen) : gift.amountYen;
	return (
		<div className="page grid max-w-text gap-8 py-12">
			<header>
				<Ripples className="size-16" />
				<h1 className="mt-4">{t(`thanks.states.${state}`)}</h1>
				<p className="mt-4 text-lg" role="status">
					{t(`thanks.texts.${state}`, {
						amount: formatYen(gift.amountYen, lang),
						remaining: formatYen(remaining, lang),
						arrived: formatYen(gift.amountYen - remaining, lang),
					})}
				</p>
			</header>
			{instructions?.kind === "konbini" && waiting ? (
				<KonbiniSteps instructions={instructions} payBy={props.payBy} lang={lang} />
			) : null}
			{instructions?.kind === "bank_transfer" && waiting ? (
				<TransferSteps instructions={instructions} lang={lang} />
			) : null}
			{state === "confirming" ? (
				<p>
					<a className="btn" href={props.path}>
						{t("thanks.reload")}
					</a>
				</p>
			) : null}
			<NextSteps {...props} />
			{props.plan === null || state !== "paid" ? null : <PlanNote plan={props.plan} lang={lang} />}
			<Summary {...props} />
			<div className="grid gap-3 text-sm text-ink-soft">
				{state === "paid" ? <p>{t("thanks.receipt", { institution: institution.name })}</p> : null}
				{state === "paid" ? <p>{t("thanks.mail", { address: props.mailSentTo })}</p> : null}
				{waiting || state === "confirming" || state === "left" ? (
					<p>{t("thanks.mailLater", { address: props.mailSentTo })}</p>
				) : null}
				<p>{t("thanks.keep")}</p>
				{state === "paid" || state === "refunded" ? (
					<p>
						<a href="/portal">{t("thanks.toPortal")}</a>
					</p>
				) : null}
			</div>
			{hub ? (
				<p>
					<a className="link" href={`/${lang}/hubs/${hub.slug}`}>
						{t("thanks.toHub", { name: hub.name })}
					</a>
				</p>
			) : null}
		</div>
	);
}

/** A way on for whoever could not pay, or has not yet. */
function NextSteps({ canTryAgain, state, hub, path, lang }: GiftStatusProps) {
	const t = useT("public");
	const anew = state === "left" || state === "declined" || state === "expired" || state === "cancelled";
	if (!canTryAgain && !anew) return null;
	return (
		<div className="grid gap-3">
			{state === "confirming" ? <p>{t("thanks.notPaidYet")}</p> : null}
			<div className="flex flex-wrap gap-3">
				{canTryAgain ? (
					<form method="post" action={path}>
						<button type="submit" className={state === "confirming" ? "btn" : "btn btn-primary"}>
							{state === "confirming" || state === "left" ? t("thanks.backToPayment") : t("thanks.retry")}
						</button>
					</form>
				) : null}
				{anew ? (
					<a className="btn" href={hub ? `/${lang}/hubs/${hub.slug}/give` : `/${lang}/give`}>
						{t("thanks.another")}
					</a>
				) : null}
			</div>
		</div>
	);
}

function Summary({ gift, hub, fund, institution, lang, state }: GiftStatusProps) {
	const t = useT("public");
	const rows = [
		[t("thanks.amount"), formatYen(gift.amountYen, lang)],
		...(hub ? [[t("thanks.hub"), hub.name]] : []),
		[t("thanks.fund"), fund.name],
		[t("thanks.recipient"), institution.name],
		[t("thanks.method"), methodName(gift.channel, t)],
		...(gift.givenOn ? [[t("thanks.givenOn"), formatDay(gift.givenOn, lang)]] : []),
	];
	return (
		<section className="card" aria-labelledby="summary">
			<h2 id="summary" className="text-lg">
				{t("thanks.summary")}
			</h2>
			<dl className="mt-3">
				{rows.map(([term, value]) => (
					<div key={term} className="grid gap-x-6 border-t border-line py-2 sm:grid-cols-[11rem_1fr]">
						<dt className="text-sm text-ink-soft">{term}</dt>
						<dd>{value}</dd>
					</div>
				))}
			</dl>
			{gift.refundedYen > 0n && state !== "refunded" ? (
				<p className="mt-3">{t("thanks.refundedPart", { amount: formatYen(gift.refundedYen, lang) })}</p>
			) : null}
		</section>
	);
}

function methodName(channel: string, t: ReturnType<typeof useT<"public">>): string {
	return channel === "card" || channel === "konbini" || channel === "bank_transfer"
		? t(`give.methods.${channel}`)
		: channel;
}
