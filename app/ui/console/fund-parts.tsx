import { useT } from "~/i18n/use-t.ts";
import { Section } from "./page-head.tsx";

type Values = Readonly<Record<string, string>>;

/** Somebody else was first: what is saved now where it differs from what was typed. */
export function FundConflict(props: {
	now: Values;
	labels: readonly { field: string; label: string; text: string }[];
	sent: Values;
}) {
	const t = useT("console");
	const plain = (value: string | undefined) => (value ?? "").replace(/\r\n?/g, "\n").trim();
	const differing = props.labels.filter(({ field }) => plain(props.now[field]) !== plain(props.sent[field]));
	return (
		<section className="notice notice-warn mb-6" role="alert">
			<p className="font-semibold">{t("funds.conflict")}</p>
			<p className="mt-1">{t("funds.conflictText")}</p>
			<ul className="mt-2 list-disc ps-5">
				{differing.map(({ field, label, text }) => (
					<li key={field} className="whitespace-pre-line">
						{t("funds.conflictNow", { field: label, value: text })}
					</li>
				))}
			</ul>
		</section>
	);
}

type Notes = { sentences: readonly string[]; basis: string };

/** The sentences donors will read about tax, as the terms are saved. */
export function FundTax(props: { notes: { individual: Notes; company: Notes }; previewHref: string | null }) {
	const t = useT("console");
	const list = (title: string, { sentences, basis }: Notes) => (
		<div className="max-w-text text-sm">
			<h3 className="mb-1 text-base">{title}</h3>
			<ul className="grid list-disc gap-1 ps-5">
				{sentences.map((sentence) => (
					<li key={sentence}>{sentence}</li>
				))}
			</ul>
			<p className="hint mt-1">
				{t("funds.basis")}: {basis}
			</p>
		</div>
	);
	return (
		<Section title={t("funds.tax")} note={t("funds.taxNote")}>
			<div className="grid gap-5">
				{list(t("funds.individual"), props.notes.individual)}
				{list(t("funds.company"), props.notes.company)}
			</div>
			{props.previewHref ? (
				<p className="mt-3">
					<a href={props.previewHref}>{t("funds.preview")}</a>
				</p>
			) : null}
		</Section>
	);
}

/** Closing the fund, or opening it again. */
export function FundState({ status, isLastOpen }: { status: string; isLastOpen: boolean }) {
	const t = useT("console");
	const open = status === "open";
	return (
		<Section title={open ? t("funds.closeTitle") : t("funds.reopenTitle")}>
			<p className="max-w-text text-sm">{open ? t("funds.closeText") : t("funds.reopenText")}</p>
			{isLastOpen ? <p className="notice notice-warn mt-3 max-w-text">{t("funds.closeLast")}</p> : null}
			<form method="post" className="mt-3">
				<button
					type="submit"
					name="intent"
					value={open ? "close" : "reopen"}
					className={open ? "btn btn-danger" : "btn btn-primary"}
				>
					{open ? t("funds.close") : t("funds.reopen")}
				</button>
			</form>
		</Section>
	);
}
