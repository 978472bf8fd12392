import { Group } from "@visx/group";
import { scaleLinear } from "@visx/scale";
import { Bar } from "@visx/shape";
import { formatFiscalYear, formatInteger, formatYenShort } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { Amount, type Precision } from "./amount.tsx";
import { TableFrame } from "./page-head.tsx";

export interface FundYearLine {
	fiscalYear: number;
	plan: {
		plannedYen: bigint;
		decidedYen: bigint | null;
		directYen: bigint | null;
		indirectYen: bigint | null;
		carriedOverYen: bigint;
		returnedYen: bigint;
		precision: Precision;
	} | null;
	carriedInYen: bigint;
	hubShareYen: bigint;
	receivedYen: bigint;
	receivedPrecision: Precision;
	toComeYen: bigint;
	spentYen: bigint;
	leftYen: bigint;
	/** addresses of the ledger lines; null where there are none */
	receivedHref: string | null;
	spentHref: string | null;
}

/** The plan of each year beside what was booked: plan of the whole award, money of the hub. */
export function FundYearsTable({ years, partial }: { years: readonly FundYearLine[]; partial: boolean }) {
	const t = useT("console");
	const lang = useLang();
	const columns = [
		"plannedYen",
		"decidedYen",
		"costs",
		"carried",
		"returnedYen",
		"hubShareYen",
		"receivedYen",
		"toComeYen",
		"spentYen",
		"leftYen",
	] as const;
	if (years.length === 0) return <p className="hint">{t("externalFunds.noYears")}</p>;
	return (
		<TableFrame label={t("externalFunds.yearsTitle")}>
			<table className="table text-[0.8125rem] [&_:is(th,td)]:px-1.5 [&_:is(th,td)]:py-1.5">
				<thead>
					<tr>
						<th scope="col">{t("filters.fiscalYear")}</th>
						{columns.map((column) => (
							<th key={column} scope="col" className="num">
								{column === "hubShareYen" && !partial
									? t("externalFunds.table.available")
									: t(`externalFunds.table.${column}`)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{years.map((year) => (
						<tr key={year.fiscalYear}>
							<th scope="row" className="whitespace-nowrap">
								{formatFiscalYear(year.fiscalYear, lang)}
							</th>
							<YearCells year={year} />
						</tr>
					))}
				</tbody>
			</table>
		</TableFrame>
	);
}

function YearCells({ year }: { year: FundYearLine }) {
	const { plan } = year;
	const precision = plan?.precision ?? "yen";
	const planned = (yen: bigint | null | undefined) =>
		yen === null || yen === undefined ? "–" : <Amount yen={yen} precision={precision} unit="yen" />;
	const linked = (yen: bigint, href: string | null, of: Precision = "yen") => {
		const amount = <Amount yen={yen} precision={of} unit="yen" />;
		return href ? <a href={href}>{amount}</a> : amount;
	};
	return (
		<>
			<td className="num">{planned(plan?.plannedYen)}</td>
			<td className="num">{planned(plan?.decidedYen)}</td>
			<td className="num">
				{plan && (plan.directYen !== null || plan.indirectYen !== null) ? (
					<>
						<span className="block">{planned(plan.directYen)}</span>
						<span className="block text-ink-soft">{planned(plan.indirectYen)}</span>
					</>
				) : (
					"–"
				)}
			</td>
			<td className="num">
				{year.carriedInYen > 0n || (plan?.carriedOverYen ?? 0n) > 0n ? (
					<>
						<span className="block">+{planned(year.carriedInYen)}</span>
						<span className="block text-ink-soft">−{planned(plan?.carriedOverYen ?? 0n)}</span>
					</>
				) : (
					"–"
				)}
			</td>
			<td className="num">{plan && plan.returnedYen > 0n ? planned(plan.returnedYen) : "–"}</td>
			<td className="num">{planned(year.hubShareYen)}</td>
			<td className="num">{linked(year.receivedYen, year.receivedHref, year.receivedPrecision)}</td>
			<td className="num">{planned(year.toComeYen)}</td>
			<td className="num">{linked(year.spentYen, year.spentHref)}</td>
			<td className={year.leftYen < 0n ? "num font-semibold text-bad" : "num"}>
				<Amount yen={year.leftYen} precision={year.receivedPrecision} unit="yen" />
			</td>
		</>
	);
}

const WIDTH = 720;
const LABELS = 84;
const VALUES = 96;
const BAR = 11;
const ROW = BAR * 3 + 16;
const SERIES = [
	{ key: "hubShareYen", fill: "fill-line-strong" },
	{ key: "receivedYen", fill: "fill-primary" },
	{ key: "spentYen", fill: "fill-accent" },
] as const;

/** Decided, received and spent of each year, as bars; the table beside it has the same figures. */
export function FundYearsChart(props: { years: readonly FundYearLine[]; title: string; partial: boolean }) {
	const { years, title, partial } = props;
	const t = useT("console");
	const lang = useLang();
	const nameOf = (key: (typeof SERIES)[number]["key"]) =>
		key === "hubShareYen" && !partial ? t("externalFunds.table.available") : t(`externalFunds.table.${key}`);
	const drawn = years.filter((year) => SERIES.some(({ key }) => year[key] > 0n));
	if (drawn.length === 0) return null;
	const most = drawn.reduce(
		(max, year) => SERIES.reduce((one, { key }) => (year[key] > one ? year[key] : one), max),
		1n,
	);
	const x = scaleLinear({ domain: [0, Number(most)], range: [0, WIDTH - LABELS - VALUES] });
	return (
		<figure className="mb-4">
			<figcaption className="mb-2">
				<span className="sr-only">{title}</span>
				<ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
					{SERIES.map(({ key, fill }) => (
						<li key={key} className="flex items-center gap-1.5">
							<svg width="10" height="10" aria-hidden="true">
								<rect width="10" height="10" className={fill} />
							</svg>
							{nameOf(key)}
						</li>
					))}
				</ul>
			</figcaption>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
			<section className="table-wrap" tabIndex={0} aria-label={title}>
				<svg
					viewBox={`0 0 ${WIDTH} ${drawn.length * ROW}`}
					className="w-full max-w-3xl min-w-lg"
					role="img"
					aria-label={title}
				>
					{drawn.map((year, index) => (
						<Group key={year.fiscalYear} top={index * ROW}>
							<text x={0} y={ROW / 2} className="fill-ink text-[12px]">
								{formatFiscalYear(year.fiscalYear, lang)}
							</text>
							{SERIES.map(({ key, fill }, part) => {
								const yen = year[key] > 0n ? year[key] : 0n;
								return (
									<Group key={key} left={LABELS} top={part * (BAR + 2)}>
										<Bar width={x(Number(yen))} height={BAR} className={fill}>
											<title>{`${formatFiscalYear(year.fiscalYear, lang)} ${nameOf(key)} ${formatInteger(yen)}`}</title>
										</Bar>
										<text x={x(Number(yen)) + 5} y={BAR - 2} className="fill-ink-soft text-[10px] tabular-nums">
											{yen > 0n ? formatYenShort(yen, lang) : ""}
										</text>
									</Group>
								);
							})}
						</Group>
					))}
				</svg>
			</section>
		</figure>
	);
}
