import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { HubMotif } from "../motifs/hub-motif.tsx";

export interface QuestionView {
	slug: string;
	abbreviation: string;
	name: string;
	question: string;
	motif: string;
}

export interface HomeHeroProps {
	/** the question of the day, drawn large */
	today: QuestionView | null;
	lang: Lang;
	query: string;
}

/** What Izumi is in one screen, beside what one hub asks of nature today. */
export function HomeHero({ today, lang, query }: HomeHeroProps) {
	const t = useT("public");
	return (
		<section className="relative overflow-hidden border-b border-line">
			<div className="page grid items-center gap-x-16 gap-y-12 py-14 sm:py-20 md:grid-cols-[1.15fr_1fr] lg:py-24">
				<div>
					<p className="text-sm font-semibold tracking-wide text-accent">{t("home.kicker")}</p>
					<h1 className="mt-4 text-[clamp(2rem,1.2rem+3.6vw,3.6rem)] leading-[1.35]">{t("home.heading")}</h1>
					<p className="mt-7 max-w-text text-[1.0625rem]">{t("home.intro")}</p>
					<p className="mt-3 max-w-text text-[1.0625rem]">{t("home.introGive")}</p>
					<p className="mt-9 flex flex-wrap gap-3">
						<a className="btn btn-primary min-h-13 px-7" href="#hubs">
							{t("home.toHubs")}
						</a>
						<a className="btn min-h-13 px-7" href={`/${lang}/how-giving-works`}>
							{t("home.toHow")}
						</a>
					</p>
				</div>
				{today === null ? null : (
					<figure className="relative">
						<HubMotif
							motif={today.motif}
							large
							className="mx-auto block aspect-square w-full max-w-64 text-primary md:max-w-96"
						/>
						<figcaption className="mx-auto mt-6 max-w-96 text-center">
							<span className="hint block">{t("home.todayQuestion")}</span>
							<a
								className="mt-2 block font-serif text-xl leading-relaxed text-ink no-underline hover:text-primary"
								href={`/${lang}/hubs/${today.slug}${query}`}
							>
								{today.question}
								<span className="mt-2 block font-sans text-sm font-semibold text-primary underline underline-offset-4">
									{today.abbreviation}
								</span>
							</a>
						</figcaption>
					</figure>
				)}
			</div>
		</section>
	);
}
