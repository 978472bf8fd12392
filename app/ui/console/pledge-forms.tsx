import type { ReactNode } from "react";
import { formatInteger, formatYenSign } from "~/i18n/format.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { FieldErrors } from "../form/field-errors.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";
import { Section } from "./page-head.tsx";
import { RespreadChoice } from "./pledge-form.tsx";
import type { PledgeView } from "./pledge-view.ts";

export interface SentDeed {
	intent: string;
	values: Readonly<Record<string, string>>;
	/** keys of errors.json; those of the whole form under "" */
	errors: Readonly<Record<string, readonly string[] | null>>;
}

export interface PledgeFormsProps {
	view: PledgeView;
	may: { change: boolean; enter: boolean; decide: boolean };
	today: string;
	/** what one is most likely to write down next */
	nextYen: bigint;
	channels: readonly ("bank_transfer" | "cash" | "crowdfunding" | "bequest")[];
	grounds: readonly { value: string; label: string }[];
	sent: SentDeed | null;
}

/** Only what leads on from where the pledge is, and what the reader may do. */
export function PledgeForms(props: PledgeFormsProps) {
	const { view, may } = props;
	const active = view.status === "active";
	const waiting = view.writeOffs.find(({ status }) => status === "requested");
	const pays = view.status !== "draft" && view.status !== "cancelled";
	return (
		<>
			{view.status === "draft" && may.change ? <ActivateForm {...props} /> : null}
			{waiting && may.decide ? <DecideForm {...props} writeOffId={waiting.id} amountYen={waiting.amountYen} /> : null}
			{pays && may.enter ? <PaymentForm {...props} /> : null}
			{may.change && view.status !== "cancelled" ? (
				<>
					{active ? <RespreadForm {...props} /> : null}
					{active && !waiting ? <WriteOffForm {...props} /> : null}
					<AgreementForm {...props} />
					{active ? <RemindersForm {...props} /> : null}
					{view.paidYen === 0n && (active || view.status === "draft") ? <CancelForm {...props} /> : null}
				</>
			) : null}
		</>
	);
}

type Intent = "activate" | "payment" | "respread" | "writeOff" | "decide" | "reminders" | "agreement" | "cancel";

/** What was sent with this intent and refused, for one field; ids differ between the forms of the page. */
function useField({ sent }: PledgeFormsProps, intent: Intent) {
	const errorText = useErrorText();
	const own = sent?.intent === intent ? sent : null;
	return (name: string, fallback = "") => ({
		name,
		id: `${intent}-${name}`,
		value: own ? (own.values[name] ?? "") : fallback,
		errors: (own?.errors[name] ?? []).map(errorText),
	});
}

type OneFormProps = PledgeFormsProps & {
	intent: Intent;
	note?: string;
	/** stays open: what is done most */
	open?: boolean;
	files?: boolean;
	children?: ReactNode;
	buttons?: ReactNode;
	primary?: boolean;
};

function OneForm(props: OneFormProps) {
	const { intent, note, children, buttons, open = false, primary = false } = props;
	const t = useT("console");
	const field = useField(props, intent);
	const refused = field("").errors;
	const form = (
		<form
			method="post"
			action={`/console/pledges/${props.view.id}`}
			encType={props.files ? "multipart/form-data" : undefined}
			className="grid max-w-text gap-4"
			noValidate
		>
			<input type="hidden" name="intent" value={intent} />
			{refused.length > 0 ? (
				<p className="notice notice-bad" role="alert">
					{refused.join(" ")}
				</p>
			) : null}
			{children}
			{buttons ?? (
				<div>
					<button type="submit" className={primary ? "btn btn-primary" : "btn"}>
						{t(`pledges.do.${intent as Exclude<Intent, "decide" | "reminders">}`)}
					</button>
				</div>
			)}
		</form>
	);
	if (open) {
		return (
			<Section title={t(`pledges.doTitle.${intent}`)} note={note}>
				{form}
			</Section>
		);
	}
	return (
		<details className="mt-4" open={props.sent?.intent === intent}>
			<summary className="cursor-pointer font-semibold">{t(`pledges.doTitle.${intent}`)}</summary>
			{note ? <p className="hint mt-1 mb-3 max-w-text">{note}</p> : <div className="mb-3" />}
			{form}
		</details>
	);
}

function ActivateForm(props: PledgeFormsProps) {
	const t = useT("console");
	const field = useField(props, "activate");
	return (
		<OneForm {...props} intent="activate" note={t("pledges.activateNote")} open primary>
			<CheckField {...field("tellDonor", "on")} label={t("pledges.form.tellDonor")} />
		</OneForm>
	);
}

function PaymentForm(props: PledgeFormsProps) {
	const { nextYen, today, channels, sent } = props;
	const t = useT("console");
	const field = useField(props, "payment");
	// What somebody waits for is at hand; else it is a click away.
	const isDue = props.view.instalments.some(({ dueOn, openYen }) => dueOn <= today && openYen > 0n);
	const paid = sent?.intent === "payment" ? sent : null;
	const closedYear = isAsked(paid, "adjustmentReason");
	const { errors: overErrors, ...over } = field("overConfirmed");
	return (
		<OneForm {...props} intent="payment" note={t("pledges.paymentNote")} open={isDue} primary>
			<TextField
				{...field("amountYen", nextYen > 0n ? formatInteger(nextYen) : "")}
				label={t("enterGift.amountYen")}
				inputMode="numeric"
				className="max-w-xs"
			/>
			<SelectField
				{...field("channel", "bank_transfer")}
				label={t("enterGift.channel")}
				empty="–"
				options={channels.map((value) => ({ value, label: t(`channels.${value}`) }))}
			/>
			<TextField
				{...field("receivedOn", today)}
				label={t("enterGift.receivedOn")}
				hint={t("enterGift.receivedOnHint")}
				className="max-w-xs"
			/>
			<TextField {...field("remitter")} label={t("enterGift.remitter")} maxLength={120} />
			<TextField
				{...field("ordinal", "1")}
				label={t("enterGift.ordinal")}
				hint={t("applications.forms.ordinalHint")}
				inputMode="numeric"
				className="max-w-md"
			/>
			<TextArea {...field("note")} label={t("enterGift.note")} />
			{isAsked(paid, "overConfirmed") ? (
				<CheckField {...over} value="" errors={overErrors} label={t("pledges.form.overConfirmed")} />
			) : null}
			{closedYear ? <TextArea {...field("adjustmentReason")} label={t("pledges.form.adjustmentReason")} /> : null}
			<CheckField {...field("sendThanks")} label={t("enterGift.sendThanks")} />
		</OneForm>
	);
}

/** Fields that only show once they are asked for. */
function isAsked(sent: SentDeed | null, name: string): boolean {
	return (sent?.errors[name] ?? []).length > 0 || (sent?.values[name] ?? "") !== "";
}

function RespreadForm(props: PledgeFormsProps) {
	const t = useT("console");
	const field = useField(props, "respread");
	return (
		<OneForm {...props} intent="respread" note={t("pledges.respreadNote")}>
			<RespreadChoice {...field("rule", props.view.respreadRule)} />
			<TextArea {...field("reason")} label={t("pledges.form.reason")} />
		</OneForm>
	);
}

function WriteOffForm(props: PledgeFormsProps) {
	const t = useT("console");
	const field = useField(props, "writeOff");
	return (
		<OneForm {...props} intent="writeOff" note={t("pledges.writeOffNote")}>
			<TextField
				{...field("amountYen")}
				label={t("pledges.form.writeOffYen")}
				hint={t("pledges.form.writeOffHint", { owed: formatYenSign(props.view.owedYen) })}
				inputMode="numeric"
				className="max-w-xs"
			/>
			<SelectField {...field("ground")} label={t("pledges.form.ground")} empty="–" options={props.grounds} />
			<TextArea {...field("reason")} label={t("pledges.form.reason")} />
		</OneForm>
	);
}

function DecideForm(props: PledgeFormsProps & { writeOffId: string; amountYen: bigint }) {
	const t = useT("console");
	const field = useField(props, "decide");
	const buttons = (
		<div className="flex flex-wrap gap-3">
			<button type="submit" name="decision" value="approve" className="btn btn-primary">
				{t("pledges.do.approve")}
			</button>
			<button type="submit" name="decision" value="refuse" className="btn">
				{t("pledges.do.refuse")}
			</button>
		</div>
	);
	return (
		<OneForm
			{...props}
			intent="decide"
			note={t("pledges.decideNote", { amount: formatYenSign(props.amountYen) })}
			open
			buttons={buttons}
		>
			<input type="hidden" name="writeOffId" value={props.writeOffId} />
			<TextArea {...field("note")} label={t("pledges.form.decisionNote")} />
		</OneForm>
	);
}

function AgreementForm(props: PledgeFormsProps) {
	const t = useT("console");
	const { errors } = useField(props, "agreement")("agreement");
	return (
		<OneForm {...props} intent="agreement" note={t("pledges.agreementNote")} files>
			<div>
				<label className="label" htmlFor="agreement-agreement">
					{t("pledges.agreement")}
				</label>
				<input
					className="input"
					id="agreement-agreement"
					type="file"
					name="agreement"
					accept="application/pdf,image/png,image/jpeg"
					aria-invalid={errors.length > 0 ? true : undefined}
					aria-describedby={errors.length > 0 ? "agreement-agreement-error" : undefined}
				/>
				<FieldErrors name="agreement-agreement" errors={errors} />
			</div>
		</OneForm>
	);
}

function RemindersForm(props: PledgeFormsProps) {
	const t = useT("console");
	const stopped = props.view.remindersStopped;
	const buttons = (
		<div>
			<button type="submit" className="btn">
				{t(stopped ? "pledges.do.remindersOn" : "pledges.do.remindersOff")}
			</button>
		</div>
	);
	return (
		<OneForm
			{...props}
			intent="reminders"
			note={t(stopped ? "pledges.remindersStopped" : "pledges.remindersOn")}
			buttons={buttons}
		>
			{stopped ? <input type="hidden" name="on" value="on" /> : null}
		</OneForm>
	);
}

function CancelForm(props: PledgeFormsProps) {
	const t = useT("console");
	const field = useField(props, "cancel");
	return (
		<OneForm {...props} intent="cancel" note={t("pledges.cancelNote")}>
			<TextArea {...field("reason")} label={t("pledges.form.reason")} />
		</OneForm>
	);
}
