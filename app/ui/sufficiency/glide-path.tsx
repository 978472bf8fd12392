import type { TFunction } from "i18next";
import { useId } from "react";
import { formatDay, formatFiscalYear, formatPercent } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { type GlideYear, isReceived, type PartId, partsDrawn } from "./chart-view.ts";
import { FillStore, fillOf, plainId } from "./fills.tsx";
import { COLUMN, GlideDrawing, type GlideWords, NARROW, WIDE } from "./glide-drawing.tsx";

export interface GlidePathProps {
	/** whose path */
	title: string;
	years: readonly GlideYear[];
	/** the last fiscal year of support; null where none is known */
	supportLastYear: number | null;
	/** 31 March that closes it */
	supportEndsOn: string | null;
	/** YYYY-MM-DD */
	today: string;
	/** a what-if: said in the caption and the title */
	whatIf?: string;
	/** one of several beside each other: small, without its legend */
	small?: boolean;
	/** in a column of a page, not over its whole width */
	column?: boolean;
}

/** The cost of going on, what is secured toward it, what is likely, and the day support ends. Its table is a GlideTable. */
export function GlidePath(props: GlidePathProps) {
	const { title, years, supportLastYear, today, whatIf, small = false, column = false } = props;
	const t = useT("public");
	const id = plainId(useId());
	const words = useGlideWords(props);
	return (
		<figure className="mt-2">
			<FillStore id={id} />
			<figcaption className="mb-2 flex flex-wrap items-baseline gap-x-3 gap-y-1">
				{whatIf === undefined ? null : <span className="badge badge-warn">{t("coverage.whatIf")}</span>}
				<span className="font-semibold">{title}</span>
				<span className="text-xs text-ink-soft">{t("coverage.unit")}</span>
			</figcaption>
			{small ? null : (
				<GlideDrawing
					id={`${id}w`}
					fills={id}
					frame={column ? COLUMN : WIDE}
					className="hidden w-full max-w-5xl sm:block"
					{...{ years, supportLastYear, today, words }}
				/>
			)}
			<GlideDrawing
				id={`${id}n`}
				fills={id}
				frame={NARROW}
				className={small ? "w-full" : "w-full sm:hidden"}
				{...{ years, supportLastYear, today, words }}
			/>
			{small ? null : <GlideLegend fills={id} years={years} />}
		</figure>
	);
}

function useGlideWords(props: GlidePathProps): GlideWords {
	const { title, years, supportEndsOn, today, whatIf, supportLastYear } = props;
	const t = useT("public");
	const lang = useLang();
	const next = years.find(({ fiscalYear }) => supportLastYear !== null && fiscalYear === supportLastYear + 1);
	const parts = [
		t("coverage.desc", {
			from: formatFiscalYear(years[0]?.fiscalYear ?? 0, lang),
			to: formatFiscalYear(years.at(-1)?.fiscalYear ?? 0, lang),
		}),
		next ? yearSentence(next, lang, t) : "",
		t("coverage.descTable"),
	];
	return {
		title: whatIf === undefined ? title : `${t("coverage.whatIf")}: ${title}`,
		desc: parts.filter((part) => part !== "").join(" "),
		unit: t("coverage.unitShort"),
		supportEnds: supportEndsOn === null ? null : t("coverage.supportEnds", { date: formatDay(supportEndsOn, lang) }),
		today: t("coverage.today", { date: formatDay(today, lang) }),
		ratio: t("coverage.ratioShort"),
	};
}

/** "In FY2027, 62 % of what is needed is secured, 71 % with what is likely." */
function yearSentence(year: GlideYear, lang: Lang, t: TFunction<"public">): string {
	if (year.securedRatio === null) return "";
	return t("coverage.yearSentence", {
		year: formatFiscalYear(year.fiscalYear, lang),
		secured: formatPercent(year.securedRatio),
		expected: formatPercent(year.expectedRatio ?? year.securedRatio),
	});
}

/** What each shade, hatch and line means, in words and in the order of the stack. */
function GlideLegend({ fills, years }: { fills: string; years: readonly GlideYear[] }) {
	const t = useT("public");
	const drawn = partsDrawn(years);
	const hasLikely = years.some(({ likely }) => likely.high > 0n);
	const hasSurplus = years.some((year) => year.placedYen < year.securedYen && year.placedYen < year.neededYen);
	const item = "flex items-center gap-2";
	const group = (label: string, parts: readonly PartId[]) =>
		parts.length === 0 ? null : (
			<li className="flex flex-wrap gap-x-4 gap-y-1">
				<span className="font-semibold text-ink-soft">{label}</span>
				{parts.map((part) => (
					<span key={part} className={item}>
						<svg width="20" height="13" aria-hidden="true">
							<rect x="0.5" y="0.5" width="19" height="12" {...fillOf(fills, part)} />
						</svg>
						{t(`coverage.parts.${part}`)}
					</span>
				))}
			</li>
		);
	return (
		<ul className="mt-3 grid gap-1.5 text-xs">
			<li className="flex flex-wrap gap-x-4 gap-y-1">
				<span className={item}>
					<svg width="20" height="13" aria-hidden="true">
						<path d="M0 9H10V4H20" fill="none" className="stroke-ink" strokeWidth="2.8" />
					</svg>
					{t("coverage.needed")}
				</span>
				{hasLikely ? (
					<span className={item}>
						<svg width="20" height="13" aria-hidden="true">
							<rect
								x="0.5"
								y="0.5"
								width="19"
								height="12"
								fill={`url(#${fills}-likely)`}
								className="stroke-warn"
								strokeDasharray="3 2"
							/>
							<path d="M0 6.5H20" className="stroke-warn" strokeWidth="2.5" />
						</svg>
						{t("coverage.likelyLegend")}
					</span>
				) : null}
				{hasSurplus ? (
					<span className={item}>
						<svg width="20" height="13" aria-hidden="true">
							<path d="M0 6.5H20" className="stroke-ink" strokeWidth="1.6" strokeDasharray="1.5 2.5" />
						</svg>
						{t("coverage.placedLegend")}
					</span>
				) : null}
			</li>
			<li className="text-ink-soft">{t("coverage.ratioLegend")}</li>
			{group(t("coverage.received"), drawn.filter(isReceived))}
			{group(
				t("coverage.notReceived"),
				drawn.filter((part) => !isReceived(part)),
			)}
		</ul>
	);
}
