import { useErrorText, useT } from "~/i18n/use-t.ts";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";
import { Section } from "./page-head.tsx";

export interface SentForm {
	intent: string;
	values: Readonly<Record<string, string>>;
	errors: Readonly<Record<string, readonly string[]>>;
}

/** The state of a field of one of several forms on a page: what was sent comes back only to the form it came from. */
function useField(intent: string, sent: SentForm | null, values: Readonly<Record<string, string>> = {}) {
	const errorText = useErrorText();
	const mine = sent?.intent === intent ? sent : null;
	return (name: string) => {
		// Several forms of the page ask for a reason: each field has an id of its own.
		const sentAs = name === "reason" ? `${intent}Reason` : name;
		return {
			name: sentAs,
			value: (mine?.values ?? values)[sentAs] ?? "",
			errors: (mine?.errors[name] ?? []).map(errorText),
		};
	};
}

/** A copy or certificate for who lost a receipt. */
export function CopyForm({ reissue, sent }: { reissue: "reprint" | "certificate"; sent: SentForm | null }) {
	const t = useT("console");
	const field = useField("copy", sent);
	return (
		<Section title={t(`receipts.copy.${reissue}`)} note={t(`receipts.copy.${reissue}Note`)}>
			<form method="post" className="grid max-w-text gap-4">
				<TextField {...field("reason")} label={t("receipts.reason")} autoComplete="off" />
				<div>
					<button type="submit" name="intent" value="copy" className="btn">
						{t(`receipts.copy.${reissue}`)}
					</button>
				</div>
			</form>
		</Section>
	);
}

/** Name and address as they are to be printed on the receipt that takes this one's place. */
export function ReplaceForm(props: {
	donor: { name: string; honorific: string; postalCode: string; addressLines: string };
	isVoid: boolean;
	sent: SentForm | null;
}) {
	const { donor, isVoid, sent } = props;
	const t = useT("console");
	const field = useField("replace", sent, donor);
	return (
		<Section
			title={t("receipts.replace.title")}
			note={t(isVoid ? "receipts.replace.voidNote" : "receipts.replace.note")}
		>
			<form method="post" className="grid max-w-text gap-4">
				<TextField {...field("name")} label={t("receipts.replace.name")} autoComplete="off" />
				<SelectField
					{...field("honorific")}
					label={t("receipts.replace.honorific")}
					empty={t("receipts.choose")}
					options={(["person", "organisation"] as const).map((value) => ({
						value,
						label: t(`receipts.honorifics.${value}`),
					}))}
				/>
				<TextField {...field("postalCode")} label={t("receipts.postalCode")} autoComplete="off" />
				<TextArea {...field("addressLines")} label={t("receipts.address")} hint={t("receipts.replace.addressHint")} />
				<TextField {...field("reason")} label={t("receipts.reason")} autoComplete="off" />
				<div>
					<button type="submit" name="intent" value="replace" className="btn">
						{t("receipts.replace.button")}
					</button>
				</div>
			</form>
		</Section>
	);
}

export function VoidForm({ sent }: { sent: SentForm | null }) {
	const t = useT("console");
	const field = useField("void", sent);
	return (
		<Section title={t("receipts.void.title")} note={t("receipts.void.note")}>
			<form method="post" className="grid max-w-text gap-4">
				<TextField {...field("reason")} label={t("receipts.reason")} autoComplete="off" />
				<div>
					<button type="submit" name="intent" value="void" className="btn btn-danger">
						{t("receipts.void.title")}
					</button>
				</div>
			</form>
		</Section>
	);
}
