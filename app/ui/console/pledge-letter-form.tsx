import { useErrorText, useT } from "~/i18n/use-t.ts";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";

export interface PledgeLetterFormProps {
	/** of a new letter, the hubs it may be of; null: it has its hub */
	hubs: readonly { value: string; label: string }[] | null;
	values: Readonly<Record<string, string>>;
	/** when what is shown was last changed */
	basedOn?: string;
	fields: readonly ("hub" | "fund" | "institution" | "donor" | "amount" | "times" | "first" | "last")[];
	max: Readonly<Record<string, number>>;
	sent: {
		values: Readonly<Record<string, string>>;
		errors: Readonly<Record<string, readonly string[] | null>>;
	} | null;
}

/** Heading and wording of a pledge letter in both languages. */
export function PledgeLetterForm({ hubs, values, basedOn, fields, max, sent }: PledgeLetterFormProps) {
	const t = useT("console");
	const errorText = useErrorText();
	const field = (name: string, fallback = "") => ({
		name,
		value: sent ? (sent.values[name] ?? "") : (values[name] ?? fallback),
		errors: (sent?.errors[name] ?? []).map(errorText),
	});
	const refused = field("").errors;
	return (
		<form method="post" className="grid max-w-text gap-5" noValidate>
			{sent ? (
				<p className="notice notice-bad" role="alert">
					{refused.length > 0 ? refused.join(" ") : t("enterGift.errors")}
				</p>
			) : null}
			{basedOn ? <input type="hidden" name="basedOn" value={basedOn} /> : null}
			{hubs ? (
				<SelectField
					{...field("hubId", hubs.length === 1 ? hubs[0]?.value : "")}
					label={t("filters.hub")}
					empty="–"
					options={hubs}
				/>
			) : null}
			<div className="text-sm">
				<p className="hint">{t("pledgeLetters.fieldsNote")}</p>
				<ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
					{fields.map((name) => (
						<li key={name}>
							<code>{`{${name}}`}</code> {t(`pledgeLetters.fields.${name}`)}
						</li>
					))}
				</ul>
			</div>
			<TextField {...field("titleJa")} label={t("pledgeLetters.titleJa")} maxLength={max.titleJa} />
			<TextArea {...field("bodyJa")} label={t("pledgeLetters.bodyJa")} />
			<TextField {...field("titleEn")} label={t("pledgeLetters.titleEn")} maxLength={max.titleEn} />
			<TextArea {...field("bodyEn")} label={t("pledgeLetters.bodyEn")} />
			<div>
				<button type="submit" className="btn btn-primary">
					{t(hubs ? "pledgeLetters.write" : "pledgeLetters.save")}
				</button>
			</div>
		</form>
	);
}
