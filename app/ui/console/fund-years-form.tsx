import { useErrorText, useT } from "~/i18n/use-t.ts";
import { FieldErrors } from "../form/field-errors.tsx";
import type { FormErrors, FormValues } from "./external-fund-fields.tsx";
import { TableFrame } from "./page-head.tsx";

const AMOUNTS = ["plannedYen", "decidedYen", "directYen", "indirectYen", "carriedOverYen", "returnedYen"] as const;

/** One line a fiscal year, in yen or in millions; lines without an amount are left out when it is saved. */
export function FundYearRows({ rows, values, errors }: { rows: number; values: FormValues; errors: FormErrors }) {
	const t = useT("console");
	const errorText = useErrorText();
	const lines = Array.from({ length: rows }, (_, line) => line);
	const cell = (line: number, column: "fiscalYear" | (typeof AMOUNTS)[number]) => {
		const name = `years[${line}].${column}`;
		const wrong = (errors[name] ?? []).map(errorText);
		return (
			<td key={column} className="align-top">
				<input
					id={name}
					name={name}
					defaultValue={values[name] ?? ""}
					inputMode="numeric"
					autoComplete="off"
					aria-label={`${t("externalFunds.yearLine", { line: line + 1 })} ${t(`externalFunds.years.${column}`)}`}
					aria-invalid={wrong.length > 0 ? true : undefined}
					aria-describedby={wrong.length > 0 ? `${name}-error` : undefined}
					className={`input min-h-9 px-2 py-1 text-right text-sm tabular-nums ${column === "fiscalYear" ? "w-16" : "w-32"}`}
				/>
				<div className="max-w-36">
					<FieldErrors name={name} errors={wrong} />
				</div>
			</td>
		);
	};
	return (
		<TableFrame label={t("externalFunds.yearsTitle")}>
			<table className="table text-[0.8125rem] [&_:is(th,td)]:px-1.5 [&_:is(th,td)]:py-1.5">
				<thead>
					<tr>
						<th scope="col">{t("externalFunds.years.fiscalYear")}</th>
						<th scope="col">{t("externalFunds.years.precision")}</th>
						{AMOUNTS.map((column) => (
							<th key={column} scope="col">
								{t(`externalFunds.years.${column}`)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{lines.map((line) => (
						<tr key={line}>
							{cell(line, "fiscalYear")}
							<td className="align-top">
								<UnitField line={line} value={values[`years[${line}].precision`] ?? "yen"} />
								<FieldErrors
									name={`years[${line}].precision`}
									errors={(errors[`years[${line}].precision`] ?? []).map(errorText)}
								/>
							</td>
							{AMOUNTS.map((column) => cell(line, column))}
						</tr>
					))}
				</tbody>
			</table>
		</TableFrame>
	);
}

function UnitField({ line, value }: { line: number; value: string }) {
	const t = useT("console");
	const name = `years[${line}].precision`;
	return (
		<select
			id={name}
			name={name}
			defaultValue={value}
			aria-label={`${t("externalFunds.yearLine", { line: line + 1 })} ${t("externalFunds.years.precision")}`}
			className="input min-h-9 w-24 px-2 py-1 text-sm"
		>
			<option value="yen">{t("units.yen")}</option>
			<option value="million_yen">{t("units.million")}</option>
		</select>
	);
}
