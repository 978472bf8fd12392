import { formatFiscalYear } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { FieldErrors } from "../form/field-errors.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextField } from "../form/text-field.tsx";
import type { SentForm } from "./evaluations.tsx";
import { FoldedForm } from "./folded-form.tsx";
import { Section, TableFrame } from "./page-head.tsx";

interface Point {
	year: number;
	value: number | null;
	target: number | null;
	source: string;
}
interface Indicator {
	name: string;
	label: string;
	unit: "percent" | "count";
	points: readonly Point[];
}

const NAMES = [
	"foreign_researchers",
	"coauthorship",
	"principal_investigators",
	"young_researchers",
	"women_researchers",
] as const;

/** Indicators by fiscal year beside their targets: a small line each, and every number in the table. */
export function IndicatorSeries({ indicators, years }: { indicators: readonly Indicator[]; years: readonly number[] }) {
	const t = useT("console");
	const lang = useLang();
	const text = (value: number | null, unit: Indicator["unit"]) =>
		value === null ? "–" : unit === "percent" ? `${value}%` : String(value);
	return (
		<Section title={t("followUp.indicatorsTitle")} note={t("followUp.indicatorsNote")}>
			{indicators.length === 0 ? (
				<p className="hint">{t("followUp.noIndicators")}</p>
			) : (
				<TableFrame label={t("followUp.indicatorsTitle")}>
					<table className="table text-[0.8125rem]">
						<thead>
							<tr>
								<th scope="col">{t("followUp.columns.indicator")}</th>
								<th scope="col">{t("followUp.columns.course")}</th>
								{years.map((year) => (
									<th key={year} scope="col" className="num">
										{formatFiscalYear(year, lang)}
									</th>
								))}
							</tr>
						</thead>
						<tbody>
							{indicators.map((one) => (
								<tr key={one.name}>
									<th scope="row" className="min-w-40 text-left">
										{one.label}
									</th>
									<td>
										<Course points={one.points} />
									</td>
									{one.points.map((point) => (
										<td key={point.year} className="num" title={point.source || undefined}>
											{text(point.value, one.unit)}
											<span className="block text-ink-soft">
												{point.target === null ? "" : t("followUp.target", { target: text(point.target, one.unit) })}
											</span>
										</td>
									))}
								</tr>
							))}
						</tbody>
					</table>
				</TableFrame>
			)}
		</Section>
	);
}

const WIDTH = 120;
const HEIGHT = 36;

/** Values as a line with dots, targets as short dashes, each indicator on a scale of its own; the numbers stand in the same row. */
function Course({ points }: { points: readonly Point[] }) {
	const known = points.flatMap((point) => [point.value, point.target]).filter((value) => value !== null);
	if (known.length === 0) return null;
	const least = Math.min(...known);
	const span = Math.max(Math.max(...known) - least, 1);
	const x = (index: number) => (points.length === 1 ? WIDTH / 2 : 6 + (index * (WIDTH - 12)) / (points.length - 1));
	const y = (value: number) => HEIGHT - 5 - ((value - least) / span) * (HEIGHT - 10);
	const dots = points.flatMap((point, index) => (point.value === null ? [] : [{ x: x(index), y: y(point.value) }]));
	return (
		<svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true" focusable="false">
			{points.map((point, index) =>
				point.target === null ? null : (
					<line
						key={`target-${point.year}`}
						x1={x(index) - 6}
						x2={x(index) + 6}
						y1={y(point.target)}
						y2={y(point.target)}
						stroke="currentColor"
						strokeWidth="1.5"
						strokeDasharray="2 2"
					/>
				),
			)}
			<polyline
				points={dots.map((dot) => `${dot.x},${dot.y}`).join(" ")}
				fill="none"
				stroke="var(--color-accent)"
				strokeWidth="1.5"
			/>
			{dots.map((dot) => (
				<circle key={dot.x} cx={dot.x} cy={dot.y} r="2.5" fill="var(--color-accent)" />
			))}
		</svg>
	);
}

export function IndicatorForm({ values, errors }: SentForm) {
	const t = useT("console");
	const field = (name: string) => ({ name, value: values[name] ?? "", errors: errors[name] ?? [] });
	return (
		<FoldedForm
			title={t("followUp.recordIndicator")}
			note={t("followUp.recordIndicatorNote")}
			open={Object.keys(errors).length > 0}
		>
			<form method="post" className="grid max-w-text gap-5">
				<FieldErrors name="indicator-form" errors={errors[""] ?? []} />
				<SelectField
					{...field("indicator")}
					label={t("followUp.columns.indicator")}
					requiredMark={t("followUp.required")}
					empty={t("followUp.choose")}
					options={NAMES.map((value) => ({ value, label: t(`followUp.indicators.${value}`) }))}
				/>
				<div className="grid gap-5 sm:grid-cols-3">
					<TextField
						{...field("fiscalYear")}
						label={t("filters.fiscalYear")}
						inputMode="numeric"
						requiredMark={t("followUp.required")}
					/>
					<TextField {...field("value")} label={t("followUp.value")} inputMode="decimal" />
					<TextField {...field("target")} label={t("followUp.targetValue")} inputMode="decimal" />
				</div>
				<TextField {...field("source")} label={t("followUp.source")} />
				<div>
					<button type="submit" name="intent" value="indicator" className="btn btn-primary">
						{t("followUp.recordIndicator")}
					</button>
				</div>
			</form>
		</FoldedForm>
	);
}
