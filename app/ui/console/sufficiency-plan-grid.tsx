import { formatFiscalYear } from "~/i18n/format.ts";
import { useErrorText, useLang, useT } from "~/i18n/use-t.ts";
import { FieldErrors } from "../form/field-errors.tsx";
import { TableFrame } from "./page-head.tsx";
import type { CostGroup, TargetRow } from "./sufficiency-plan-tables.tsx";

export interface GridProps {
	years: readonly number[];
	rows: readonly { use: string; label: string; amounts: Readonly<Record<number, string>> }[];
	targets: readonly { category: NonNullable<TargetRow["category"]>; amounts: Readonly<Record<number, string>> }[];
	/** keys of errors.json, by field */
	errors: Readonly<Record<string, readonly string[]>>;
	uses: readonly CostGroup["use"][];
	maxLabel: number;
}

/** Amounts of up to twelve digits with their commas. */
const AMOUNT_CLASS = "input min-h-9 w-36 px-2 py-1 text-right text-sm tabular-nums";

function useCell(errors: GridProps["errors"]) {
	const errorText = useErrorText();
	return (name: string) => {
		const texts = (errors[name] ?? []).map(errorText);
		return {
			texts,
			state: {
				id: name,
				name,
				"aria-invalid": texts.length > 0 ? true : undefined,
				"aria-describedby": texts.length > 0 ? `${name}-error` : undefined,
			},
		};
	};
}

function AmountCell({
	name,
	value,
	label,
	errors,
}: {
	name: string;
	value: string;
	label: string;
	errors: GridProps["errors"];
}) {
	const { state, texts } = useCell(errors)(name);
	return (
		<td className="num align-top">
			<input
				{...state}
				type="text"
				inputMode="numeric"
				autoComplete="off"
				aria-label={label}
				defaultValue={value}
				className={AMOUNT_CLASS}
			/>
			<FieldErrors name={name} errors={texts} />
		</td>
	);
}

function YearHeads({ years }: { years: readonly number[] }) {
	const lang = useLang();
	return years.map((year) => (
		<th key={year} scope="col" className="num whitespace-nowrap">
			{formatFiscalYear(year, lang)}
		</th>
	));
}

/** Cost lines as a table of inputs: a row for each use and name, a column for each year, empty rows below. */
export function CostGrid({ years, rows, errors, uses, maxLabel }: GridProps) {
	const t = useT("console");
	const lang = useLang();
	const cell = useCell(errors);
	return (
		<TableFrame label={t("sufficiencyPlans.gridCosts")}>
			<table className="table text-sm [&_:is(th,td)]:px-1.5 [&_:is(th,td)]:py-1">
				<thead>
					<tr>
						<th scope="col">{t("sufficiencyPlans.gridUse")}</th>
						<th scope="col">{t("sufficiencyPlans.gridLabel")}</th>
						<YearHeads years={years} />
					</tr>
				</thead>
				<tbody>
					{rows.map((row, at) => {
						const rowName = t("sufficiencyPlans.gridRow", { row: at + 1 });
						const use = cell(`use.${at}`);
						const label = cell(`label.${at}`);
						return (
							// biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the form
							<tr key={at}>
								<td className="align-top">
									<select
										{...use.state}
										aria-label={`${rowName} ${t("sufficiencyPlans.gridUse")}`}
										defaultValue={row.use}
										className="input min-h-9 w-44 py-1 text-sm"
									>
										<option value="">{t("sufficiencyPlans.chooseUse")}</option>
										{uses.map((one) => (
											<option key={one} value={one}>
												{t(`uses.${one}`)}
											</option>
										))}
									</select>
									<FieldErrors name={`use.${at}`} errors={use.texts} />
								</td>
								<td className="align-top">
									<input
										{...label.state}
										type="text"
										aria-label={`${rowName} ${t("sufficiencyPlans.gridLabel")}`}
										defaultValue={row.label}
										maxLength={maxLabel}
										className="input min-h-9 w-64 py-1 text-sm"
									/>
									<FieldErrors name={`label.${at}`} errors={label.texts} />
								</td>
								{years.map((year) => (
									<AmountCell
										key={year}
										name={`cost.${at}.${year}`}
										value={row.amounts[year] ?? ""}
										label={t("sufficiencyPlans.gridCell", {
											row: row.label || rowName,
											year: formatFiscalYear(year, lang),
										})}
										errors={errors}
									/>
								))}
							</tr>
						);
					})}
				</tbody>
			</table>
		</TableFrame>
	);
}

/** Targets: a row for each category, a column for each year. */
export function TargetGrid({ years, targets, errors }: Pick<GridProps, "years" | "targets" | "errors">) {
	const t = useT("console");
	const lang = useLang();
	return (
		<TableFrame label={t("sufficiencyPlans.gridTargets")}>
			<table className="table text-sm [&_:is(th,td)]:px-1.5 [&_:is(th,td)]:py-1">
				<thead>
					<tr>
						<th scope="col">{t("sufficiencyPlans.category")}</th>
						<YearHeads years={years} />
					</tr>
				</thead>
				<tbody>
					{targets.map(({ category, amounts }) => (
						<tr key={category}>
							<th scope="row" className="whitespace-nowrap align-middle">
								{t(`categories.${category}`)}
							</th>
							{years.map((year) => (
								<AmountCell
									key={year}
									name={`target.${category}.${year}`}
									value={amounts[year] ?? ""}
									label={t("sufficiencyPlans.gridCell", {
										row: t(`categories.${category}`),
										year: formatFiscalYear(year, lang),
									})}
									errors={errors}
								/>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</TableFrame>
	);
}
