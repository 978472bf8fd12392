import { formatDay, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { Ripples } from "../wordmark.tsx";
import { PledgeAccount, type PledgeAccountView } from "./pledge-account.tsx";
import { PledgeInstalments, type PublicInstalment } from "./pledge-instalments.tsx";
import { type OnlineView, PledgePayForm } from "./pledge-pay-form.tsx";

export interface PledgeStatusProps {
	lang: Lang;
	path: string;
	state: "draft" | "active" | "fulfilled" | "partly_written_off" | "written_off" | "cancelled";
	reference: string;
	donorName: string;
	amountYen: bigint;
	paidYen: bigint;
	writtenOffYen: bigint;
	overpaidYen: bigint;
	owedYen: bigint;
	awaitedYen: bigint;
	signedOn: string | null;
	conditions: string;
	/** JST day */
	askedOn: string;
	instalments: readonly PublicInstalment[];
	hub: { name: string; slug: string } | null;
	fundName: string;
	institution: { name: string; contactEmail: string | null };
	account: PledgeAccountView | null;
	online: OnlineView | null;
	konbini: { minYen: bigint; maxYen: bigint };
	sent: { values: Readonly<Record<string, string>>; errors: Readonly<Record<string, readonly string[]>> } | null;
}

/** A promise as its donor sees it: what was promised, what came, what is next and how to give it. */
export function PledgeStatus(props: PledgeStatusProps) {
	const { lang, state, institution } = props;
	const t = useT("public");
	return (
		<div className="page grid max-w-text gap-10 py-12 [&>*]:min-w-0">
			<header>
				<Ripples className="size-16" />
				<h1 className="mt-4">{t(`pledge.states.${state}`)}</h1>
				<p className="mt-4 text-lg" role="status">
					{t(`pledge.texts.${state}`, { hub: props.hub?.name ?? props.fundName })}
				</p>
			</header>
			<Progress {...props} />
			{props.awaitedYen > 0n ? (
				<p className="notice">{t("pledge.awaited", { amount: formatYen(props.awaitedYen, lang) })}</p>
			) : null}
			{props.online ? <PledgePayForm {...props} online={props.online} /> : null}
			{props.account ? <PledgeAccount account={props.account} reference={props.reference} /> : null}
			<section aria-labelledby="schedule">
				<h2 id="schedule" className="mb-3 text-xl">
					{t("pledge.scheduleTitle")}
				</h2>
				<PledgeInstalments instalments={props.instalments} lang={lang} />
			</section>
			<Facts {...props} />
			<section className="text-sm text-ink-soft">
				<p>{t("pledge.change")}</p>
				{institution.contactEmail ? (
					<p className="mt-2">
						{t("pledge.contact", { institution: institution.name })}{" "}
						<a href={`mailto:${institution.contactEmail}`}>{institution.contactEmail}</a>
					</p>
				) : null}
			</section>
		</div>
	);
}

const WIDTH = 640;

/** How much of the promise came. */
function Progress(props: PledgeStatusProps) {
	const { lang, amountYen, paidYen } = props;
	const t = useT("public");
	if (props.state === "draft" || props.state === "cancelled") return null;
	const share = amountYen === 0n ? 0 : Number((paidYen * 1000n) / amountYen) / 1000;
	const label = t("pledge.progress", { paid: formatYen(paidYen, lang), amount: formatYen(amountYen, lang) });
	return (
		<div>
			<p className="mb-2">{label}</p>
			<svg viewBox={`0 0 ${WIDTH} 14`} className="h-3 w-full" preserveAspectRatio="none" role="img" aria-label={label}>
				<rect width={WIDTH} height={14} rx={3} className="fill-sunken" />
				<rect width={Math.min(1, share) * WIDTH} height={14} rx={3} className="fill-primary" />
			</svg>
		</div>
	);
}

function Facts(props: PledgeStatusProps) {
	const { lang, institution } = props;
	const t = useT("public");
	const yen = (value: bigint) => (value === 0n ? "" : formatYen(value, lang));
	const facts: [string, string][] = [
		[t("pledge.reference"), props.reference],
		[t("pledge.donor"), props.donorName],
		[t("pledge.total"), formatYen(props.amountYen, lang)],
		[t("pledge.paid"), yen(props.paidYen)],
		[t("pledge.overpaid"), yen(props.overpaidYen)],
		[t("thanks.hub"), props.hub?.name ?? ""],
		[t("thanks.fund"), props.fundName],
		[t("thanks.recipient"), institution.name],
		[t("pledge.askedOn"), formatDay(props.signedOn ?? props.askedOn, lang)],
		[t("pledge.conditions"), props.conditions],
	];
	return (
		<section aria-labelledby="promise">
			<h2 id="promise" className="mb-3 text-xl">
				{t("pledge.promiseTitle")}
			</h2>
			<dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
				{facts
					.filter(([, value]) => value !== "")
					.map(([label, value]) => (
						<div key={label} className="contents">
							<dt className="text-ink-soft">{label}</dt>
							<dd className="min-w-0 break-words font-semibold">{value}</dd>
						</div>
					))}
			</dl>
		</section>
	);
}
