import { useErrorText, useT } from "~/i18n/use-t.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";
import { formState } from "./form-state.ts";

export interface PeerFormProps {
	action: string;
	values: Readonly<Record<string, string>>;
	/** keys of errors.json, by field; the form's own under "" */
	errors: Readonly<Record<string, readonly string[]>>;
	maxLengths: Readonly<Record<string, number>>;
	/** asked for once, when a page is begun */
	withEmail: boolean;
	intent?: string;
	submit: string;
}

/** A supporter's words about a hub: who raises, for what, how much. Complete without script. */
export function PeerForm({ action, values, errors, maxLengths, withEmail, intent, submit }: PeerFormProps) {
	const t = useT("public");
	const errorText = useErrorText();
	const labels = {
		name: t("peer.fields.name"),
		title: t("peer.fields.title"),
		message: t("peer.fields.message"),
		goalYen: t("peer.fields.goalYen"),
		...(withEmail ? { email: t("peer.fields.email") } : {}),
	};
	const { field, wrong } = formState({ values, errors, maxLengths, labels, errorText });
	const required = t("give.required");
	return (
		<form method="post" action={action} className="grid gap-6" noValidate>
			<ErrorSummary
				heading={t("give.errorHeading", { count: wrong.length })}
				text={t("give.errorText")}
				items={wrong}
			/>
			{intent ? <input type="hidden" name="intent" value={intent} /> : null}
			<TextField
				{...field("name")}
				label={labels.name}
				hint={t("peer.hints.name")}
				requiredMark={required}
				autoComplete="nickname"
			/>
			<TextField {...field("title")} label={labels.title} hint={t("peer.hints.title")} requiredMark={required} />
			<TextArea {...field("message")} label={labels.message} hint={t("peer.hints.message")} requiredMark={required} />
			<TextField
				{...field("goalYen")}
				label={labels.goalYen}
				hint={t("peer.hints.goalYen")}
				requiredMark={required}
				inputMode="numeric"
				className="max-w-xs"
			/>
			{withEmail ? (
				<TextField
					{...field("email")}
					label={t("peer.fields.email")}
					hint={t("peer.hints.email")}
					requiredMark={required}
					type="email"
					autoComplete="email"
				/>
			) : null}
			<div>
				<button type="submit" className="btn btn-primary min-h-13 px-8 text-lg">
					{submit}
				</button>
			</div>
		</form>
	);
}
