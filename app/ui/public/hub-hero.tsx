import type { Lang } from "~/i18n/lang.ts";
import { otherLang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { HubMotif } from "../motifs/hub-motif.tsx";

export interface HubHeroView {
	slug: string;
	abbreviation: string;
	name: string;
	nameAbroad: string;
	question: string;
	field: string;
	motif: string;
	hosts: readonly { slug: string; name: string }[];
	open: boolean;
}

/** The hub's question first, in its own drawing; then its name, its home and the way to give. */
export function HubHero({ hub, lang, query }: { hub: HubHeroView; lang: Lang; query: string }) {
	const t = useT("public");
	return (
		<section className="page grid items-center gap-x-16 gap-y-8 pt-8 pb-12 sm:pb-20 md:grid-cols-[1.2fr_1fr] md:pt-12">
			<HubMotif
				motif={hub.motif}
				large
				className="size-44 text-primary md:order-2 md:size-full md:max-w-96 md:justify-self-end"
			/>
			<div>
				<p className="font-semibold tracking-wide text-accent">{hub.abbreviation}</p>
				<h1 className="text-xl leading-snug">{hub.name}</h1>
				<p className="hint" lang={otherLang(lang)}>
					{hub.nameAbroad}
				</p>
				<p className="mt-7 max-w-text font-serif text-[clamp(1.5rem,1.1rem+1.9vw,2.35rem)] leading-[1.6] [word-break:auto-phrase]">
					{hub.question}
				</p>
				<dl className="mt-6 grid gap-1 text-sm">
					<Line term={t("hub.field")} value={hub.field} />
					<Line term={t("hub.hosts")} value={hub.hosts.map((host) => host.name).join(lang === "ja" ? "・" : ", ")} />
				</dl>
				{hub.open ? (
					<p className="mt-8">
						<a className="btn btn-primary min-h-13 px-8 text-lg" href={`/${lang}/hubs/${hub.slug}/give${query}`}>
							{t("hub.give")}
						</a>
						<span className="hint mt-2 block">{t("hub.giveNote")}</span>
					</p>
				) : null}
			</div>
		</section>
	);
}

function Line({ term, value }: { term: string; value: string }) {
	return (
		<div className="flex flex-wrap gap-x-3">
			<dt className="text-ink-soft">{term}</dt>
			<dd>{value}</dd>
		</div>
	);
}
