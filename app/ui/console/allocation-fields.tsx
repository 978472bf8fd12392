import { useErrorText, useT } from "~/i18n/use-t.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { TextArea } from "../form/text-area.tsx";
import { Facts } from "./facts.tsx";
import { Section } from "./page-head.tsx";

const FIELDS = ["allocationRuleJa", "allocationRuleEn", "shares"] as const;
type Values = Readonly<Record<string, string>>;
type Errors = Readonly<Record<string, readonly string[]>>;

/** The published rule of a fund of the programme, and what it comes to for each hub. */
export function AllocationFields({ values, errors }: { values: Values; errors: Errors }) {
	const t = useT("console");
	const errorText = useErrorText();
	const state = (name: (typeof FIELDS)[number]) => ({
		name,
		value: values[name] ?? "",
		errors: (errors[name] ?? []).map(errorText),
		label: t(`funds.fields.${name}`),
	});
	return (
		<>
			<h2 className="mt-2 text-lg">{t("funds.allocation")}</h2>
			<TextArea {...state("allocationRuleJa")} hint={t("funds.hints.allocationRule")} />
			<TextArea {...state("allocationRuleEn")} />
			<TextArea {...state("shares")} hint={t("funds.hints.shares")} />
		</>
	);
}

export interface AllocationSectionProps {
	values: Values;
	revision: string;
	mayChange: boolean;
	/** what was sent and refused; null when nothing was */
	sent: Values | null;
	errors: Errors;
	/** somebody else saved first */
	conflict: boolean;
}

/** The rule on the fund's page: read by all, published anew by whoever answers for the whole programme. */
export function AllocationSection({ values, revision, mayChange, sent, errors, conflict }: AllocationSectionProps) {
	const t = useT("console");
	const errorText = useErrorText();
	const items = ["" as const, ...FIELDS].flatMap((field) =>
		(errors[field] ?? []).map((error) => ({
			field: field === "" ? null : field,
			label: field === "" ? "" : t(`funds.fields.${field}`),
			error: errorText(error),
		})),
	);
	return (
		<Section title={t("funds.allocation")} note={t("funds.allocationNote")}>
			<div className="whitespace-pre-line">
				<Facts rows={FIELDS.map((name) => ({ label: t(`funds.fields.${name}`), value: values[name] ?? "" }))} />
			</div>
			{mayChange ? (
				<details className="mt-4" open={sent !== null}>
					<summary className="cursor-pointer text-sm">{t("funds.changeAllocation")}</summary>
					<ErrorSummary heading={t("funds.errors")} text={t("funds.errorsText")} items={items} />
					{conflict ? (
						<p className="notice notice-warn mt-3" role="alert">
							{t("funds.conflict")}
						</p>
					) : null}
					<form method="post" className="mt-3 grid max-w-text gap-5">
						<input type="hidden" name="basedOn" value={sent && !conflict ? (sent.basedOn ?? revision) : revision} />
						<AllocationFields values={sent ?? values} errors={errors} />
						<div>
							<button type="submit" name="intent" value="allocation" className="btn">
								{t("funds.publishAllocation")}
							</button>
						</div>
					</form>
				</details>
			) : null}
		</Section>
	);
}
