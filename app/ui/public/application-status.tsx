import { formatDay, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { Ripples } from "../wordmark.tsx";

export interface ApplicationStatusProps {
	lang: Lang;
	/** null while there is no transfer request */
	pdfHref: string | null;
	state: "applied" | "under_review" | "accepted" | "partly_paid" | "received" | "refused" | "withdrawn";
	reference: string;
	donorName: string;
	amountYen: bigint;
	paidYen: bigint;
	/** JST days */
	appliedOn: string;
	payBy: string | null;
	hub: { name: string; slug: string } | null;
	fundName: string;
	institution: { name: string; contactEmail: string | null };
	account: { bankName: string; branch: string; type: "futsu" | "toza"; number: string; holder: string } | null;
}

/** How far an application is, and where to pay once it was accepted. */
export function ApplicationStatus(props: ApplicationStatusProps) {
	const { lang, state, institution, account, hub } = props;
	const t = useT("public");
	return (
		<div className="page grid max-w-text gap-8 py-12">
			<header>
				<Ripples className="size-16" />
				<h1 className="mt-4">{t(`application.states.${state}`)}</h1>
				<p className="mt-4 text-lg" role="status">
					{t(`application.texts.${state}`, { institution: institution.name })}
				</p>
			</header>
			{account ? <Account {...account} reference={props.reference} /> : null}
			{props.pdfHref ? (
				<p>
					<a className="btn btn-primary" href={props.pdfHref}>
						{t("application.pdf")}
					</a>
				</p>
			) : null}
			<Facts facts={factsOf(props, t)} />
			<div className="grid gap-3 text-sm text-ink-soft">
				<p>{t("application.bookmark")}</p>
				{institution.contactEmail ? <p>{t("application.questions", { email: institution.contactEmail })}</p> : null}
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

type Fact = readonly [label: string, value: string];

function factsOf(props: ApplicationStatusProps, t: ReturnType<typeof useT<"public">>): Fact[] {
	const { lang, amountYen, paidYen } = props;
	const facts: Fact[] = [
		[t("application.reference"), props.reference],
		[t("application.donor"), props.donorName],
		[t("thanks.amount"), formatYen(amountYen, lang)],
	];
	if (props.state === "partly_paid") {
		facts.push([t("application.paid"), formatYen(paidYen, lang)]);
		facts.push([t("application.missing"), formatYen(amountYen - paidYen, lang)]);
	}
	if (props.hub) facts.push([t("thanks.hub"), props.hub.name]);
	facts.push([t("thanks.fund"), props.fundName], [t("thanks.recipient"), props.institution.name]);
	facts.push([t("application.appliedAt"), formatDay(props.appliedOn, lang)]);
	if (props.payBy && props.account) facts.push([t("application.payBy"), formatDay(props.payBy, lang)]);
	return facts;
}

function Account(account: NonNullable<ApplicationStatusProps["account"]> & { reference: string }) {
	const t = useT("public");
	return (
		<section aria-labelledby="account" className="notice">
			<h2 id="account" className="mb-2 text-lg">
				{t("application.accountHeading")}
			</h2>
			<Facts
				facts={[
					[t("application.account.bank"), account.bankName],
					[t("application.account.branch"), account.branch],
					[t("application.account.type"), t(`application.accountTypes.${account.type}`)],
					[t("application.account.number"), account.number],
					[t("application.account.holder"), account.holder],
					[t("application.reference"), account.reference],
				]}
			/>
		</section>
	);
}

function Facts({ facts }: { facts: readonly Fact[] }) {
	return (
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
	);
}
