import { useErrorText, useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { ChoiceGroup } from "../form/choice-group.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextField } from "../form/text-field.tsx";
import { LeftOutList } from "./mailing-parts.tsx";

type Option = { value: string; label: string };
const FIELDS = ["segmentId", "begin", "scheduledOn", "scheduledTime", "ratePerMinute", "onePerAddress"] as const;
type Field = (typeof FIELDS)[number];

export interface MailingFormProps {
	/** where it is sent; the page itself when absent */
	action?: string;
	values: Readonly<Record<string, string>>;
	/** keys of errors.json, by field */
	errors: Readonly<Record<string, readonly string[]>>;
	segments: readonly Option[];
	rates: readonly number[];
	/** of the chosen segment, as of now */
	preview: { count: number; leftOut: Readonly<Record<string, number>> } | null;
}

/** To whom, from when and how fast a report or appeal is sent. */
export function MailingForm({ action, values, errors, segments, rates, preview }: MailingFormProps) {
	const t = useT("console");
	const errorText = useErrorText();
	const label = (field: Field) => t(`mailings.fields.${field}`);
	const field = (name: Field) => ({
		name,
		value: values[name] ?? "",
		label: label(name),
		errors: (errors[name] ?? []).map((key) => errorText(key)),
	});
	const items = [
		...FIELDS.flatMap((name) =>
			(errors[name] ?? []).map((key) => ({ field: name as string | null, label: label(name), error: errorText(key) })),
		),
		...(errors[""] ?? []).map((key) => ({ field: null, label: "", error: errorText(key) })),
	];
	const begin = field("begin");
	return (
		<>
			<ErrorSummary heading={t("mailings.errors")} text="" items={items} />
			<form method="post" action={action} className="mt-4 grid max-w-text gap-5">
				<SelectField {...field("segmentId")} empty={t("mailings.chooseSegment")} options={segments} />
				<div>
					<button type="submit" name="intent" value="preview" className="btn btn-small">
						{t("mailings.preview")}
					</button>
					{preview ? (
						<div className="notice mt-3" role="status">
							<p>{t("mailings.previewCount", { mails: preview.count })}</p>
							<LeftOutList leftOut={preview.leftOut} />
						</div>
					) : null}
				</div>
				<ChoiceGroup
					name="begin"
					value={begin.value || "now"}
					errors={begin.errors}
					legend={begin.label}
					choices={[
						{ value: "now", label: t("mailings.beginNow") },
						{ value: "later", label: t("mailings.beginLater") },
					]}
				>
					<div className="mt-2 grid gap-4 sm:grid-cols-2">
						<TextField {...field("scheduledOn")} type="date" />
						<TextField {...field("scheduledTime")} type="time" hint={t("mailings.inJapan")} />
					</div>
				</ChoiceGroup>
				<div>
					<TextField {...field("ratePerMinute")} inputMode="numeric" maxLength={9} hint={t("mailings.rateHint")} />
					<p className="hint mt-1">
						{rates.map((rate) => t("mailings.rateFor", { rate, hour: rate * 60 })).join(" / ")}
					</p>
				</div>
				<CheckField {...field("onePerAddress")} />
				<p className="hint">{t("mailings.consentNote")}</p>
				<div>
					<button type="submit" name="intent" value="plan" className="btn btn-primary">
						{t("mailings.plan")}
					</button>
				</div>
			</form>
		</>
	);
}
