import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { HubMotif } from "../motifs/hub-motif.tsx";

export interface GiveHeaderView {
	/** null: the programme as a whole */
	slug: string | null;
	abbreviation: string;
	name: string;
	question: string;
	motif: string;
}

const HEADINGS = {
	give: "give.heading",
	apply: "apply.heading",
	pledge: "pledge.heading",
	raise: "peer.heading",
} as const;

/** Reminds the donor of the question the gift is for. */
export function GiveHeader(props: { hub: GiveHeaderView; lang: Lang; heading?: keyof typeof HEADINGS }) {
	const { hub, lang, heading = "give" } = props;
	const t = useT("public");
	return (
		<header className="mb-8 flex items-start gap-5">
			<HubMotif motif={hub.motif} className="size-16 shrink-0 text-primary sm:size-24" />
			<div className="min-w-0">
				<h1 className="text-2xl">{t(HEADINGS[heading], { abbreviation: hub.abbreviation })}</h1>
				<p className="mt-1">
					<a className="link text-sm" href={hub.slug === null ? `/${lang}` : `/${lang}/hubs/${hub.slug}`}>
						{hub.name}
					</a>
				</p>
				<p className="mt-3 font-serif text-lg leading-relaxed">{hub.question}</p>
			</div>
		</header>
	);
}
