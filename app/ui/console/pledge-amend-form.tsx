import { formatYenSign } from "~/i18n/format.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { TextArea } from "../form/text-area.tsx";
import { type PledgePreview, PreviewCard } from "./pledge-form.tsx";
import { PledgeScheduleFields } from "./pledge-schedule-fields.tsx";

export interface PledgeAmendFormProps {
	/** what came and what was given up: it stays */
	keptYen: bigint;
	/** the form as it begins */
	values: Readonly<Record<string, string>>;
	sent: {
		values: Readonly<Record<string, string>>;
		errors: Readonly<Record<string, readonly string[] | null>>;
		preview: PledgePreview | null;
	} | null;
}

/** Another amount or other days, shown before they are saved. */
export function PledgeAmendForm({ keptYen, values, sent }: PledgeAmendFormProps) {
	const t = useT("console");
	const errorText = useErrorText();
	const field = (name: string, fallback = "") => ({
		name,
		value: sent ? (sent.values[name] ?? "") : (values[name] ?? fallback),
		errors: (sent?.errors[name] ?? []).map(errorText),
	});
	const refused = field("").errors;
	const preview = sent?.preview ?? null;
	return (
		<form method="post" className="grid max-w-text gap-5" noValidate>
			{sent && preview === null ? (
				<p className="notice notice-bad" role="alert">
					{refused.length > 0 ? refused.join(" ") : t("enterGift.errors")}
				</p>
			) : null}
			{preview ? <PreviewCard preview={preview} keptYen={keptYen} /> : null}
			<PledgeScheduleFields
				field={field}
				amountHint={t("pledges.form.amendAmountHint", { kept: formatYenSign(keptYen) })}
			/>
			<TextArea {...field("reason")} label={t("pledges.form.reason")} hint={t("pledges.form.reasonHint")} />
			<div>
				<button type="submit" name="intent" value="preview" className={preview ? "btn" : "btn btn-primary"}>
					{t(preview ? "pledges.form.previewAgain" : "pledges.form.preview")}
				</button>
			</div>
		</form>
	);
}
