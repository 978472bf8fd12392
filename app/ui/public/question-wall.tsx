import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { HubMotif } from "../motifs/hub-motif.tsx";
import type { QuestionView } from "./home-hero.tsx";
import { isSupported, type SupportView, timeLeft } from "./support-texts.ts";

/** A hub whose support ends within this many months says so on the wall. */
const SOON_MONTHS = 24;

export type WallHub = QuestionView & { support: SupportView };

/** Every hub as its drawing and its question: a wall to read along. */
export function QuestionWall({ hubs, lang, query }: { hubs: readonly WallHub[]; lang: Lang; query: string }) {
	const t = useT("public");
	return (
		<ul className="grid grid-cols-2 border-s border-t border-line sm:grid-cols-3 lg:grid-cols-6">
			{hubs.map((hub) => {
				const soon = isSupported(hub.support) && (hub.support.monthsLeft ?? SOON_MONTHS) < SOON_MONTHS;
				return (
					<li
						key={hub.slug}
						className="group relative flex flex-col gap-3 border-e border-b border-line p-4 hover:bg-surface sm:p-5"
					>
						<HubMotif
							motif={hub.motif}
							className="size-20 text-primary transition-transform group-hover:scale-105 motion-reduce:transition-none sm:size-24"
						/>
						<p className="text-xs font-semibold tracking-wide text-accent">
							<a
								href={`/${lang}/hubs/${hub.slug}${query}`}
								className="text-accent no-underline after:absolute after:inset-0"
							>
								{hub.abbreviation}
								<span className="sr-only">　{hub.name}</span>
							</a>
						</p>
						<p className="grow font-serif text-[0.9375rem] leading-relaxed">{hub.question}</p>
						{soon ? (
							<p className="text-xs text-ink-soft">
								{t("home.wallSoon", { left: timeLeft(hub.support, t, lang) ?? "" })}
							</p>
						) : null}
					</li>
				);
			})}
		</ul>
	);
}
