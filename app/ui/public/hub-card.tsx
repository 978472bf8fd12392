import { formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { HubMotif } from "../motifs/hub-motif.tsx";
import { GoalBar, goalSentence } from "./goal-bar.tsx";
import { type SupportView, supportSentence } from "./support-texts.ts";

export interface HubCardView {
	slug: string;
	abbreviation: string;
	name: string;
	question: string;
	field: string;
	motif: string;
	support: SupportView;
	academy: boolean;
	hosts: readonly { slug: string; name: string }[];
	keptYen: bigint;
	goalYen: bigint | null;
}

/** A hub met by its question; the whole card leads to its page. */
export function HubCard({ hub, lang, query }: { hub: HubCardView; lang: Lang; query: string }) {
	const t = useT("public");
	return (
		<article className="relative flex h-full flex-col gap-4 rounded-lg border border-line bg-surface p-6 shadow-card focus-within:border-primary hover:border-primary">
			<div className="flex items-start gap-4">
				<HubMotif motif={hub.motif} className="size-16 shrink-0 text-primary" />
				<div className="min-w-0">
					<p className="text-sm font-semibold tracking-wide text-accent">{hub.abbreviation}</p>
					<h3 className="text-base leading-snug">
						<a
							href={`/${lang}/hubs/${hub.slug}${query}`}
							className="text-ink no-underline after:absolute after:inset-0 after:rounded-lg"
						>
							{hub.name}
						</a>
					</h3>
					<p className="hint leading-snug">{hub.hosts.map((host) => host.name).join(lang === "ja" ? "・" : ", ")}</p>
				</div>
			</div>
			<p className="grow font-serif text-lg leading-relaxed">{hub.question}</p>
			<div className="grid gap-2">
				{hub.goalYen === null ? null : <GoalBar keptYen={hub.keptYen} goalYen={hub.goalYen} />}
				<p className="text-sm">
					<span className="figure block text-lg font-semibold">{formatYen(hub.keptYen, lang)}</span>
					<span className="text-ink-soft">
						{hub.goalYen === null ? t("home.received") : goalSentence(hub.keptYen, hub.goalYen, t, lang)}
					</span>
				</p>
			</div>
			<p className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line pt-3 text-sm text-ink-soft">
				<span>{supportSentence(hub.support, t, lang)}</span>
				{hub.academy ? <span className="badge">{t("support.academy")}</span> : null}
			</p>
		</article>
	);
}
