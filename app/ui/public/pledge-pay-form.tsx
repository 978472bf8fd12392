import { formatInteger, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { ChoiceGroup } from "../form/choice-group.tsx";
import { FieldErrors } from "../form/field-errors.tsx";
import { describedBy } from "../form/field-props.ts";

export interface OnlineView {
	minYen: bigint;
	maxYen: bigint;
	proposedYen: bigint;
	methods: readonly ("card" | "konbini" | "bank_transfer")[];
}

export interface PledgePayFormProps {
	lang: Lang;
	path: string;
	online: OnlineView;
	owedYen: bigint;
	instalments: readonly { openYen: bigint; status: string }[];
	konbini: { minYen: bigint; maxYen: bigint };
	sent: { values: Readonly<Record<string, string>>; errors: Readonly<Record<string, readonly string[]>> } | null;
}

/** What is next, all that is due, everything, or any amount between; by card, konbini or transfer. A button, never a link. */
export function PledgePayForm(props: PledgePayFormProps) {
	const { lang, online, sent, konbini } = props;
	const t = useT("public");
	const errorText = useErrorText();
	const errors = (name: string) => (sent?.errors[name] ?? []).map(errorText);
	const choices = choicesOf(props);
	const value = sent?.values.amountYen ?? online.proposedYen.toString();
	const chosen = choices.some(({ yen }) => yen.toString() === value) ? value : "other";
	const typed = sent?.values.amountOther ?? (chosen === "other" && value !== "other" ? value : "");
	const refused = errors("");
	return (
		<section aria-labelledby="pay" className="card">
			<h2 id="pay" className="mb-3 text-xl">
				{t("pledge.payTitle")}
			</h2>
			<form method="post" action={props.path} noValidate className="give-form grid gap-6">
				{refused.length > 0 ? (
					<p className="notice notice-bad" role="alert">
						{refused.join(" ")}
					</p>
				) : null}
				<ChoiceGroup
					name="amountYen"
					value={chosen}
					errors={[]}
					legend={t("pledge.payAmount")}
					choices={[
						...choices.map(({ kind, yen }) => ({
							value: yen.toString(),
							label: formatYen(yen, lang),
							hint: t(`pledge.pay.${kind}`),
						})),
						{ value: "other", label: t("pledge.pay.other") },
					]}
				/>
				<div className="for-other-amount">
					<label className="label" htmlFor="amountOther">
						{t("give.amountOtherLabel")}
					</label>
					<p id="amountOther-hint" className="hint mb-1">
						{t("give.amountHint", { min: formatYen(online.minYen, lang), max: formatYen(online.maxYen, lang) })}
					</p>
					<input
						className="input max-w-xs text-lg"
						id="amountOther"
						name="amountOther"
						type="text"
						inputMode="numeric"
						autoComplete="off"
						maxLength={100}
						placeholder={formatInteger(online.proposedYen)}
						defaultValue={typed}
						aria-invalid={errors("amountYen").length > 0 ? true : undefined}
						aria-describedby={describedBy("amountOther", true, errors("amountYen"))}
					/>
				</div>
				<FieldErrors name="amountOther" errors={errors("amountYen")} />
				<ChoiceGroup
					name="method"
					value={sent?.values.method ?? online.methods[0] ?? ""}
					errors={errors("method")}
					legend={t("give.method")}
					choices={online.methods.map((method) => ({
						value: method,
						label: t(`give.methods.${method}`),
						hint: t(`give.methodHints.${method}`, {
							min: formatYen(konbini.minYen, lang),
							max: formatYen(konbini.maxYen, lang),
						}),
					}))}
				/>
				<div>
					<button type="submit" className="btn btn-primary min-h-12 w-full text-lg">
						{t("give.submit")}
					</button>
					<p className="hint mt-2">{t("give.submitNote")}</p>
				</div>
			</form>
		</section>
	);
}

type Kind = "next" | "due" | "all";

/** Amounts a donor most likely means, each once. */
function choicesOf({ online, owedYen, instalments }: Pick<PledgePayFormProps, "online" | "owedYen" | "instalments">) {
	const due = instalments
		.filter(({ status }) => status === "due" || status === "overdue")
		.reduce((sum, one) => sum + one.openYen, 0n);
	const wanted: { kind: Kind; yen: bigint }[] = [
		{ kind: "next", yen: online.proposedYen },
		{ kind: "due", yen: due },
		{ kind: "all", yen: owedYen },
	];
	const fits = wanted.filter(({ yen }) => yen >= online.minYen && yen <= online.maxYen);
	return fits.filter((one, index) => fits.findIndex(({ yen }) => yen === one.yen) === index);
}
