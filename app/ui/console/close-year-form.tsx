import { useErrorText, useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";
import { Section } from "./page-head.tsx";
import type { SentForm } from "./take-snapshot-form.tsx";

/** Closes a fiscal year for good. */
export function CloseYearForm(props: {
	years: readonly { value: string; label: string }[];
	defaultTitle: string;
	sent: SentForm;
}) {
	const { years, defaultTitle, sent } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const field = (name: string, fallback = "") => ({
		name,
		value: sent?.values[name] ?? fallback,
		errors: (sent?.errors[name] ?? []).map(errorText),
	});
	const refused = field("").errors;
	return (
		<Section title={t("years.close.title")} note={t("years.close.lead")}>
			{years.length === 0 ? (
				<p className="hint">{t("years.close.none")}</p>
			) : (
				<form method="post" className="grid max-w-text gap-4" noValidate>
					{sent ? (
						<p className="notice notice-bad" role="alert">
							{refused.length > 0 ? refused.join(" ") : t("snapshots.take.errors")}
						</p>
					) : null}
					<SelectField
						{...field("fiscalYear", years[0]?.value)}
						label={t("years.close.year")}
						empty="–"
						options={years}
					/>
					<TextField {...field("title", defaultTitle)} label={t("years.close.snapshotTitle")} />
					<TextArea {...field("note")} label={t("years.close.note")} />
					<CheckField {...field("confirm")} value="" label={t("years.close.confirm")} />
					<div>
						<button type="submit" className="btn btn-primary">
							{t("years.close.submit")}
						</button>
					</div>
				</form>
			)}
		</Section>
	);
}
