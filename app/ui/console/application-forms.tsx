import type { ReactNode } from "react";
import { formatInteger } from "~/i18n/format.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";
import { AdjustmentReason } from "./adjustment-reason.tsx";
import type { ApplicationView } from "./application-facts.tsx";
import { Section } from "./page-head.tsx";

export interface SentForm {
	intent: string;
	values: Readonly<Record<string, string>>;
	/** keys of errors.json; those of the whole form under "" */
	errors: Readonly<Record<string, readonly string[] | null>>;
	/** more came than is missing, by so many yen: to be confirmed */
	over: string | null;
}

export interface ApplicationFormsProps {
	view: ApplicationView;
	may: { review: boolean; accept: boolean; record: boolean };
	defaults: { valueOn: string; payBy: string };
	grounds: readonly { value: string; label: string }[];
	sent: SentForm | null;
}

/** Only what leads on from where the application is, and what the reader may do. */
export function ApplicationForms(props: ApplicationFormsProps) {
	const { view, may } = props;
	const t = useT("console");
	const { status, paymentStatus } = view;
	const isOpen = status === "applied" || status === "under_review";
	const waits = status === "accepted" && (paymentStatus === "awaiting_payment" || paymentStatus === "partly_paid");
	const mayWithdraw = may.review && (isOpen || (status === "accepted" && paymentStatus === "awaiting_payment"));
	return (
		<>
			{waits && may.record ? <ReceiveForm {...props} /> : null}
			{status === "applied" && may.review ? (
				<OneForm {...props} intent="review" title={t("applications.forms.reviewTitle")} button="review" primary />
			) : null}
			{status === "under_review" && !may.accept ? <p className="hint mt-6">{t("applications.mayNotAccept")}</p> : null}
			{status === "under_review" && may.accept ? <AcceptForm {...props} /> : null}
			{isOpen && may.accept ? <RefuseForm {...props} /> : null}
			{mayWithdraw ? (
				<OneForm
					{...props}
					intent="withdraw"
					title={t("applications.forms.withdrawTitle")}
					hint={t("applications.forms.withdrawNote")}
					button="withdraw"
				/>
			) : null}
			{may.review ? (
				<OneForm {...props} intent="note" title={t("applications.forms.noteTitle")} button="addNote" />
			) : null}
		</>
	);
}

type FormProps = ApplicationFormsProps & {
	intent: string;
	title: string;
	hint?: string;
	button: "review" | "accept" | "refuse" | "withdraw" | "addNote" | "receive";
	primary?: boolean;
	withoutNote?: boolean;
	children?: ReactNode;
};

/** What was sent with this intent and refused, for one field; ids differ between the forms of the page. */
function useField({ sent, intent }: Pick<FormProps, "sent" | "intent">) {
	const errorText = useErrorText();
	const own = sent?.intent === intent ? sent : null;
	return (name: string, fallback = "") => ({
		name,
		id: `${intent}-${name}`,
		value: own?.values[name] ?? fallback,
		errors: (own?.errors[name] ?? []).map(errorText),
	});
}

function OneForm(props: FormProps) {
	const { intent, title, hint, button, primary, children } = props;
	const t = useT("console");
	const field = useField(props);
	const refused = field("").errors;
	return (
		<Section title={title} note={hint}>
			<form method="post" className="grid max-w-text gap-4" noValidate>
				<input type="hidden" name="intent" value={intent} />
				{refused.length > 0 ? (
					<p className="notice notice-bad" role="alert">
						{refused.join(" ")}
					</p>
				) : null}
				{children}
				{props.withoutNote ? null : <TextArea {...field("note")} label={t("applications.forms.note")} />}
				<div>
					<button type="submit" className={primary ? "btn btn-primary" : "btn"}>
						{t(`applications.forms.${button}`)}
					</button>
				</div>
			</form>
		</Section>
	);
}

function AcceptForm(props: ApplicationFormsProps) {
	const t = useT("console");
	const field = useField({ sent: props.sent, intent: "accept" });
	return (
		<OneForm
			{...props}
			intent="accept"
			title={t("applications.forms.acceptTitle")}
			hint={t("applications.forms.acceptNote")}
			button="accept"
			primary
		>
			<TextField {...field("payBy", props.defaults.payBy)} label={t("applications.forms.payBy")} className="max-w-xs" />
		</OneForm>
	);
}

function RefuseForm(props: ApplicationFormsProps) {
	const t = useT("console");
	const field = useField({ sent: props.sent, intent: "refuse" });
	return (
		<OneForm
			{...props}
			intent="refuse"
			title={t("applications.forms.refuseTitle")}
			hint={t("applications.forms.groundNote")}
			button="refuse"
		>
			<SelectField {...field("ground")} label={t("applications.forms.ground")} empty="–" options={props.grounds} />
		</OneForm>
	);
}

function ReceiveForm(props: ApplicationFormsProps) {
	const { view, defaults, sent } = props;
	const t = useT("console");
	const field = useField({ sent, intent: "receive" });
	const { errors: overErrors, ...over } = field("overConfirmed");
	return (
		<OneForm
			{...props}
			intent="receive"
			title={t("applications.forms.receiveTitle")}
			hint={t("applications.forms.receiveNote")}
			button="receive"
			primary
			withoutNote
		>
			<TextField {...field("valueOn", defaults.valueOn)} label={t("applications.forms.valueOn")} className="max-w-xs" />
			<TextField
				{...field("amountYen", formatInteger(view.amountYen - view.paidYen))}
				label={t("applications.forms.amountYen")}
				inputMode="numeric"
				className="max-w-xs"
			/>
			<TextField {...field("remitter")} label={t("applications.forms.remitter")} maxLength={120} />
			<TextField
				{...field("ordinal", "1")}
				label={t("applications.forms.ordinal")}
				hint={t("applications.forms.ordinalHint")}
				inputMode="numeric"
				className="max-w-md"
			/>
			<TextArea {...field("lineNote")} label={t("applications.forms.lineNote")} />
			<AdjustmentReason {...field("adjustmentReason")} />
			{sent?.intent === "receive" && (sent.over !== null || overErrors.length > 0) ? (
				<CheckField {...over} value="" errors={overErrors} label={t("applications.forms.over")} />
			) : null}
		</OneForm>
	);
}
