import { formatDay } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { axisOf, type TimelineHub } from "./hub-timeline.tsx";
import { SupportBar } from "./support-bar.tsx";
import { isSupported, supportSentence, supportYears } from "./support-texts.ts";

export interface HubPathProps {
	hub: TimelineHub & { adoptedFiscalYear: number; academy: boolean; worldPremierStatus: boolean };
	today: string;
	lang: Lang;
}

/** Where the hub stands on its way to standing alone. */
export function HubPath({ hub, today, lang }: HubPathProps) {
	const t = useT("public");
	const { endsOn } = hub.support;
	const axis = axisOf([hub]);
	return (
		<section aria-labelledby="path">
			<h2 id="path">{t("hub.pathHeading")}</h2>
			<p className="mt-3 font-semibold">{supportSentence(hub.support, t, lang)}</p>
			{hub.periods.length > 0 ? (
				<>
					<div className="mt-3">
						<SupportBar periods={hub.periods} axis={axis} today={today} />
					</div>
					<p className="hint mt-1">{supportYears(hub.support, t)}</p>
				</>
			) : null}
			{endsOn === null ? null : (
				<p className="mt-3">
					{isSupported(hub.support)
						? t("hub.pathSupported", { first: hub.adoptedFiscalYear, date: formatDay(endsOn, lang) })
						: t("hub.pathEnded", { date: formatDay(endsOn, lang) })}
				</p>
			)}
			<p className="mt-3 flex flex-wrap gap-2">
				{hub.academy ? <span className="badge">{t("support.academy")}</span> : null}
				{hub.worldPremierStatus ? <span className="badge badge-good">{t("support.worldPremierStatus")}</span> : null}
			</p>
		</section>
	);
}
