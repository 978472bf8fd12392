import { useErrorText, useT } from "~/i18n/use-t.ts";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";
import { Section } from "./page-head.tsx";

type Choice = { value: string; label: string };
export type SentForm = {
	values: Readonly<Record<string, string>>;
	/** keys of errors.json; those of the whole form under "" */
	errors: Readonly<Record<string, readonly string[] | null>>;
} | null;

/** Asks for frozen figures of one fiscal year, of a hub or of the whole programme. */
export function TakeSnapshotForm(props: { years: readonly Choice[]; hubs: readonly Choice[]; sent: SentForm }) {
	const { years, hubs, sent } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const field = (name: string, fallback = "") => ({
		name,
		value: sent?.values[name] ?? fallback,
		errors: (sent?.errors[name] ?? []).map(errorText),
	});
	return (
		<Section title={t("snapshots.take.title")} note={t("snapshots.take.lead")}>
			<form method="post" className="grid max-w-text gap-4" noValidate>
				{sent ? (
					<p className="notice notice-bad" role="alert">
						{t("snapshots.take.errors")}
					</p>
				) : null}
				<SelectField
					{...field("fiscalYear", years[0]?.value)}
					label={t("filters.fiscalYear")}
					empty="–"
					options={years}
				/>
				<SelectField {...field("hub", hubs[0]?.value)} label={t("filters.hub")} empty="–" options={hubs} />
				<TextField {...field("title")} label={t("snapshots.take.name")} />
				<TextArea {...field("note")} label={t("snapshots.take.note")} />
				<div>
					<button type="submit" className="btn btn-primary">
						{t("snapshots.take.submit")}
					</button>
				</div>
			</form>
		</Section>
	);
}
