import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { type FiscalAxis, fiscalPosition, percentOf } from "./fiscal-axis.ts";
import { SupportBar } from "./support-bar.tsx";
import { type SupportView, supportSentence, supportYears } from "./support-texts.ts";

export interface TimelineHub {
	slug: string;
	abbreviation: string;
	support: SupportView;
	periods: readonly { kind: string; firstFiscalYear: number; lastFiscalYear: number }[];
}

const MARK_EVERY_YEARS = 5;

/** From the first year anybody was supported to some years after the last. */
export function axisOf(hubs: readonly TimelineHub[]): FiscalAxis {
	const years = hubs.flatMap((hub) => hub.periods.flatMap((p) => [p.firstFiscalYear, p.lastFiscalYear]));
	if (years.length === 0) return { from: 2007, until: 2036 };
	return { from: Math.min(...years), until: Math.max(...years) + 4 };
}

export interface HubTimelineProps {
	hubs: readonly TimelineHub[];
	/** YYYY-MM-DD */
	today: string;
	lang: Lang;
	/** goes along with every link */
	query: string;
}

/** Every hub's years of support, one line each; the same facts are in the text of each line. */
export function HubTimeline({ hubs, today, lang, query }: HubTimelineProps) {
	const t = useT("public");
	const axis = axisOf(hubs);
	return (
		<div>
			<Axis axis={axis} today={today} label={t("home.timelineToday")} />
			<ul>
				{hubs.map((hub) => (
					<li key={hub.slug} className="border-t border-line">
						<a
							href={`/${lang}/hubs/${hub.slug}${query}`}
							className="grid grid-cols-[5.5rem_1fr] items-center gap-3 py-1.5 text-ink no-underline hover:bg-sunken sm:grid-cols-[7rem_1fr]"
						>
							<span className="text-sm font-semibold">{hub.abbreviation}</span>
							<SupportBar periods={hub.periods} axis={axis} today={today} />
							<span className="sr-only">
								{t("home.timelineRow", {
									years: supportYears(hub.support, t),
									left: supportSentence(hub.support, t, lang),
								})}
							</span>
						</a>
					</li>
				))}
			</ul>
			<Legend hasExtension={hubs.some((hub) => hub.periods.some((period) => period.kind === "extension"))} />
		</div>
	);
}

function Axis({ axis, today, label }: { axis: FiscalAxis; today: string; label: string }) {
	const first = Math.ceil(axis.from / MARK_EVERY_YEARS) * MARK_EVERY_YEARS;
	const marks: number[] = [];
	for (let year = first; year < axis.until; year += MARK_EVERY_YEARS) marks.push(year);
	const now = percentOf(axis, fiscalPosition(today));
	return (
		<div className="grid grid-cols-[5.5rem_1fr] gap-3 sm:grid-cols-[7rem_1fr]">
			<span />
			<svg aria-hidden="true" className="block h-10 w-full overflow-visible text-ink-soft" fontSize="12">
				{marks.map((year) => (
					<text key={year} x={`${percentOf(axis, year)}%`} y="34" fill="currentColor" textAnchor="middle">
						{year}
					</text>
				))}
				<text className="fill-ink" x={`${now}%`} y="14" textAnchor="middle" fontWeight="600">
					{label}
				</text>
			</svg>
		</div>
	);
}

function Legend({ hasExtension }: { hasExtension: boolean }) {
	const t = useT("public");
	const swatch = (className: string) => (
		<svg className="h-2 w-6" aria-hidden="true">
			<rect className={className} width="24" height="8" rx="2" />
		</svg>
	);
	return (
		<ul className="hint mt-4 flex flex-wrap gap-x-6 gap-y-1">
			<li className="flex items-center gap-2">
				{swatch("fill-primary")}
				{t("home.timelineSupport")}
			</li>
			{hasExtension ? (
				<li className="flex items-center gap-2">
					{swatch("fill-primary opacity-60")}
					{t("home.timelineExtension")}
				</li>
			) : null}
			<li className="flex items-center gap-2">
				{swatch("fill-accent")}
				{t("home.timelineLeft")}
			</li>
		</ul>
	);
}
