import { useErrorText, useT } from "~/i18n/use-t.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextField } from "../form/text-field.tsx";

type Option = { value: string; label: string };
export interface ReportFieldsProps {
	values: Readonly<Record<string, string>>;
	/** keys of errors.json, by field */
	errors: Readonly<Record<string, readonly string[]>>;
	/** absent where one is made: an audience belongs to a place */
	segments?: readonly Option[];
}

const FIELDS = ["place", "kind", "start", "titleJa", "titleEn", "from", "to", "segmentId"] as const;

/** What is wrong with the form of a report, each error leading to its field. */
export function ReportErrors({ errors }: Pick<ReportFieldsProps, "errors">) {
	const t = useT("console");
	const errorText = useErrorText();
	const items = FIELDS.flatMap((field) =>
		(errors[field] ?? []).map((error) => ({ field, label: t(`reports.fields.${field}`), error: errorText(error) })),
	);
	return <ErrorSummary heading={t("reports.errors")} text={t("reports.errorsText")} items={items} />;
}

/** Title, days and audience. */
export function ReportFields({ values, errors, segments }: ReportFieldsProps) {
	const t = useT("console");
	const errorText = useErrorText();
	const field = (name: (typeof FIELDS)[number]) => ({
		name,
		label: t(`reports.fields.${name}`),
		value: values[name] ?? "",
		errors: (errors[name] ?? []).map(errorText),
	});
	return (
		<>
			<TextField {...field("titleJa")} requiredMark={t("reports.required")} lang="ja" />
			<TextField {...field("titleEn")} lang="en" />
			<div className="grid gap-4 sm:grid-cols-2">
				<TextField {...field("from")} type="date" requiredMark={t("reports.required")} />
				<TextField {...field("to")} type="date" requiredMark={t("reports.required")} />
			</div>
			{segments ? <SelectField {...field("segmentId")} empty={t("reports.noSegment")} options={segments} /> : null}
		</>
	);
}
