import { useErrorText, useT } from "~/i18n/use-t.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { TextField } from "../form/text-field.tsx";
import { Section } from "./page-head.tsx";

const FIELDS = ["nameJa", "nameEn", "address", "replyTo", "dkimSelector"] as const;
const TONES = { good: "badge badge-good", warn: "badge badge-warn", bad: "badge badge-bad", unknown: "badge" } as const;

/** Name, address and where answers go. */
export function SenderForm(props: {
	values: Readonly<Record<string, string>>;
	/** keys of errors.json */
	errors: Readonly<Record<string, readonly string[] | null>>;
	max: Readonly<Record<string, number>>;
	mailFrom: string;
	isSet: boolean;
}) {
	const { values, errors, max, mailFrom, isSet } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const items = FIELDS.flatMap((field) =>
		(errors[field] ?? []).map((error) => ({ field, label: t(`mailSender.fields.${field}`), error: errorText(error) })),
	);
	return (
		<Section title={t("mailSender.identity")} note={isSet ? t("mailSender.note") : t("mailSender.unset", { mailFrom })}>
			<ErrorSummary heading={t("institutions.errors")} text={t("institutions.errorsText")} items={items} />
			<form method="post" className="grid max-w-text gap-4" noValidate>
				{FIELDS.map((field) => (
					<TextField
						key={field}
						name={field}
						value={values[field] ?? ""}
						errors={(errors[field] ?? []).map(errorText)}
						label={t(`mailSender.fields.${field}`)}
						hint={t(`mailSender.hints.${field}`)}
						maxLength={max[field]}
						autoComplete="off"
						inputMode={field === "address" || field === "replyTo" ? "email" : undefined}
					/>
				))}
				<button type="submit" name="intent" value="save" className="btn btn-primary justify-self-start">
					{t("mailSender.save")}
				</button>
			</form>
		</Section>
	);
}

export interface SenderCheckView {
	check: "spf" | "dkim" | "dmarc" | "mx";
	verdict: keyof typeof TONES;
	code: string;
	name: string;
	records: readonly string[];
	add: string | null;
}

/** What the DNS says of the sender, in plain words, and what would help. */
export function SenderChecks(props: {
	checks: readonly SenderCheckView[] | null;
	checkedAt: string | null;
	bounceAddress: string | null;
	takesBounces: boolean;
	server: string | null;
}) {
	const { checks, checkedAt, bounceAddress } = props;
	const t = useT("console");
	return (
		<Section title={t("mailSender.checks")} note={t("mailSender.checksNote")}>
			<form method="post" className="mb-4 flex flex-wrap items-center gap-4">
				<button type="submit" name="intent" value="check" className="btn btn-small">
					{t("mailSender.check")}
				</button>
				<span className="hint">{checkedAt ? t("mailSender.checkedAt", { at: checkedAt }) : t("mailSender.never")}</span>
			</form>
			<div className="grid gap-4">
				{checks?.map((one) => (
					<Check key={one.check} check={one} />
				))}
			</div>
			<p className="hint mt-4">
				{props.server ? t("mailSender.server", { server: props.server }) : t("mailSender.noServer")}{" "}
				{bounceAddress ? t("mailSender.bounces", { address: bounceAddress }) : t("mailSender.noBounces")}{" "}
				{bounceAddress && !props.takesBounces ? t("mailSender.noWebhook") : null}
			</p>
		</Section>
	);
}

function Check({ check }: { check: SenderCheckView }) {
	const t = useT("console");
	const { verdict, code, name, records, add } = check;
	return (
		<div className="card grid gap-2 [&>*]:min-w-0">
			<h3 className="flex flex-wrap items-center gap-3 text-base">
				{t(`mailSender.names.${check.check}`)}{" "}
				<span className={TONES[verdict]}>{t(`mailSender.verdicts.${verdict}`)}</span>
			</h3>
			<p>{t(`mailSender.found.${check.check}_${code}` as "mailSender.found.spf_pass")}</p>
			<dl className="grid gap-1 text-sm">
				<div>
					<dt className="text-ink-soft">{t("mailSender.lookedAt")}</dt>
					<dd className="break-all font-mono">{name}</dd>
				</div>
				{records.map((record) => (
					<div key={record}>
						<dt className="text-ink-soft">{t("mailSender.record")}</dt>
						<dd className="break-all font-mono">{record}</dd>
					</div>
				))}
				{add ? (
					<div>
						<dt className="text-ink-soft">{t("mailSender.add")}</dt>
						<dd className="break-all font-mono">{add}</dd>
					</div>
				) : null}
			</dl>
		</div>
	);
}
