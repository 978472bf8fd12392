import { formatDay, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import type { PublicInstalment } from "../public/pledge-instalments.tsx";
import { StateBadge, Terms } from "./parts.tsx";

export interface OwnPledgeView {
	id: string;
	reference: string;
	status: string;
	amountYen: bigint;
	paidYen: bigint;
	writtenOffYen: bigint;
	overpaidYen: bigint;
	owedYen: bigint;
	startOn: string;
	hub: string | null;
	fund: string;
	institution: string;
	/** the oldest part something is still to come of */
	next: { dueOn: string; openYen: bigint; status: string } | null;
	instalments: readonly PublicInstalment[];
	/** its own page, where it is paid */
	payHref: string;
}

function State({ status }: { status: string }) {
	const t = useT("public");
	return <StateBadge state={status} label={t(`portal.pledges.state.${status}` as "portal.pledges.state.active")} />;
}

/** "30 April 2027: ¥100,000" */
function useNext(pledge: Pick<OwnPledgeView, "next">, lang: Lang): string | null {
	const t = useT("public");
	if (pledge.next === null) return null;
	const { dueOn, openYen } = pledge.next;
	return t("portal.pledges.nextText", { day: formatDay(dueOn, lang), amount: formatYen(openYen, lang) });
}

/** One promise in a list, leading to its page. */
export function OwnPledgeCard({ pledge, lang }: { pledge: OwnPledgeView; lang: Lang }) {
	const t = useT("public");
	const next = useNext(pledge, lang);
	return (
		<div className="card">
			<div className="mb-3 flex flex-wrap items-center justify-between gap-3">
				<h2 className="text-lg">
					<a href={`/portal/pledges/${pledge.id}`}>
						{pledge.hub ?? pledge.fund} ・ {formatYen(pledge.amountYen, lang)}
					</a>
				</h2>
				<State status={pledge.status} />
			</div>
			<p className="hint">
				{pledge.fund} ・ {pledge.institution}
			</p>
			<p className="mt-1">
				{t("pledge.progress", { paid: formatYen(pledge.paidYen, lang), amount: formatYen(pledge.amountYen, lang) })}
			</p>
			{next ? (
				<p className="mt-1">
					{t("portal.pledges.next")}: {next}
				</p>
			) : null}
			<p className="mt-3 flex flex-wrap gap-3">
				<a className="btn btn-small" href={`/portal/pledges/${pledge.id}`}>
					{t("portal.pledges.open")}
				</a>
				{next ? (
					<a className="btn btn-small btn-primary" href={pledge.payHref}>
						{t("portal.pledges.pay")}
					</a>
				) : null}
			</p>
		</div>
	);
}

/** What is due next, on the donor's first page. */
export function NextPledges({ pledges, lang }: { pledges: readonly OwnPledgeView[]; lang: Lang }) {
	const t = useT("public");
	return (
		<ul className="grid gap-3">
			{pledges.map((pledge) => (
				<li key={pledge.id} className="card flex flex-wrap items-center justify-between gap-3">
					<span>
						<a href={`/portal/pledges/${pledge.id}`}>{pledge.hub ?? pledge.fund}</a>
						{pledge.next ? (
							<span className="block text-sm">
								{t("portal.pledges.nextText", {
									day: formatDay(pledge.next.dueOn, lang),
									amount: formatYen(pledge.next.openYen, lang),
								})}
							</span>
						) : null}
					</span>
					<a className="btn btn-small btn-primary" href={pledge.payHref}>
						{t("portal.pledges.pay")}
					</a>
				</li>
			))}
		</ul>
	);
}

export function OwnPledgeFacts({ pledge, lang }: { pledge: OwnPledgeView; lang: Lang }) {
	const t = useT("public");
	const next = useNext(pledge, lang);
	const yen = (value: bigint) => formatYen(value, lang);
	return (
		<div className="card">
			<Terms
				rows={[
					{ term: t("portal.gift.state"), value: <State status={pledge.status} /> },
					{ term: t("pledge.total"), value: yen(pledge.amountYen) },
					{ term: t("pledge.paid"), value: yen(pledge.paidYen) },
					...(pledge.overpaidYen > 0n ? [{ term: t("pledge.overpaid"), value: yen(pledge.overpaidYen) }] : []),
					...(next ? [{ term: t("portal.pledges.next"), value: next }] : []),
					...(pledge.hub ? [{ term: t("portal.gift.hub"), value: pledge.hub }] : []),
					{ term: t("portal.gift.fund"), value: pledge.fund },
					{ term: t("portal.recipient"), value: pledge.institution },
					{ term: t("pledge.reference"), value: pledge.reference },
				]}
			/>
			{pledge.next ? (
				<p className="mt-4">
					<a className="btn btn-primary" href={pledge.payHref}>
						{t("portal.pledges.pay")}
					</a>
				</p>
			) : null}
		</div>
	);
}
