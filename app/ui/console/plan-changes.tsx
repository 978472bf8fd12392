import { useT } from "~/i18n/use-t.ts";
import { FieldErrors } from "../form/field-errors.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";

type Action = "amount" | "pause" | "resume" | "stop";

export interface PlanChangesProps {
	/** what can be asked of the plan as it stands */
	open: readonly Action[];
	/** what was sent, to give it back after an error */
	values: Readonly<Record<string, string>>;
	/** texts by field; of the form as a whole under "" */
	errors: Readonly<Record<string, readonly string[]>>;
	amountYen: bigint;
	reasonMax: number;
}

/** Each change is a form of its own, with its reason; what cannot be undone asks to be opened first. */
export function PlanChanges(props: PlanChangesProps) {
	const t = useT("console");
	return (
		<div className="grid max-w-text gap-3">
			{props.open.map((action) => {
				const sent = props.values.action === action;
				return (
					<details key={action} className="card p-4" open={sent}>
						<summary className="cursor-pointer font-semibold">{t(`plans.ask.${action}`)}</summary>
						<ChangeForm {...props} action={action} sent={sent} />
					</details>
				);
			})}
		</div>
	);
}

function ChangeForm({
	action,
	sent,
	values,
	errors,
	amountYen,
	reasonMax,
}: PlanChangesProps & { action: Action; sent: boolean }) {
	const t = useT("console");
	// Four forms on one page: each field has an id of its own.
	const field = (name: string, otherwise = "") => ({
		id: `${action}-${name}`,
		name,
		value: sent ? (values[name] ?? "") : otherwise,
		errors: sent ? [...(errors[name] ?? [])] : [],
	});
	return (
		<form method="post" noValidate className="mt-3 grid gap-4">
			{sent && (errors[""] ?? []).length > 0 ? (
				<FieldErrors name={`${action}-form`} errors={[...(errors[""] ?? [])]} />
			) : null}
			<p className="hint">{t(`plans.askHint.${action}`)}</p>
			{action === "amount" ? (
				<TextField {...field("amountYen", amountYen.toString())} label={t("plans.fields.amount")} inputMode="numeric" />
			) : null}
			{action === "pause" ? (
				<TextField {...field("until")} label={t("plans.fields.until")} hint={t("plans.fields.untilHint")} type="date" />
			) : null}
			<TextArea
				{...field("reason")}
				label={t("plans.fields.reason")}
				hint={t("plans.fields.reasonHint")}
				maxLength={reasonMax}
			/>
			<div>
				<button
					type="submit"
					name="action"
					value={action}
					className={action === "stop" ? "btn btn-danger" : "btn btn-primary"}
				>
					{t(`plans.ask.${action}`)}
				</button>
			</div>
		</form>
	);
}
