import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { HubCard, type HubCardView } from "./hub-card.tsx";
import { isSupported } from "./support-texts.ts";

const SOON_MONTHS = 24;

/** Hubs by how near the end of their support is; each group says what its hubs face. Empty groups are left out. */
export function HubGroups({ hubs, lang, query }: { hubs: readonly HubCardView[]; lang: Lang; query: string }) {
	const t = useT("public");
	const soon = (hub: HubCardView) => isSupported(hub.support) && (hub.support.monthsLeft ?? SOON_MONTHS) < SOON_MONTHS;
	const groups = [
		{ id: "soon", heading: t("home.groupSoon"), text: t("home.groupSoonText"), hubs: hubs.filter(soon) },
		{
			id: "supported",
			heading: t("home.groupSupported"),
			text: t("home.groupSupportedText"),
			hubs: hubs.filter((hub) => hub.support.state !== "ended" && !soon(hub)),
		},
		{
			id: "ended",
			heading: t("home.groupEnded"),
			text: t("home.groupEndedText"),
			hubs: hubs.filter((hub) => hub.support.state === "ended"),
		},
	];
	return groups
		.filter((group) => group.hubs.length > 0)
		.map((group) => (
			<section key={group.id} className="page py-8" aria-labelledby={group.id}>
				<h2 id={group.id}>{group.heading}</h2>
				<p className="mt-1 mb-6 text-ink-soft">{group.text}</p>
				<ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
					{group.hubs.map((hub) => (
						<li key={hub.slug}>
							<HubCard hub={hub} lang={lang} query={query} />
						</li>
					))}
				</ul>
			</section>
		));
}
