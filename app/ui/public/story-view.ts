import type { Lang } from "~/i18n/lang.ts";
import type { RichBlock, RichImage } from "../rich-text.tsx";

export type StoryLevelView = "everyone" | "teens" | "curious";

/** A story as a card shows it. */
export interface StoryCardView {
	slug: string;
	lang: Lang;
	title: string;
	lead: string;
	level: StoryLevelView;
	hub: { slug: string; abbreviation: string; name: string } | null;
	image: RichImage | null;
	publishedOn: string;
	minutes: number;
}

/** A story as its page shows it. */
export interface StoryView extends StoryCardView {
	isFallback: boolean;
	authors: string;
	blocks: readonly RichBlock[];
	images: Readonly<Record<string, RichImage>>;
	sources: readonly { citation: string; doi: string | null; href: string | null }[];
	updatedOn: string;
	give: { kind: "fund" | "campaign"; name: string; href: string } | null;
	next: StoryCardView | null;
}

/** Adds what a visitor came with to an address that may have a query of its own. */
export function withQuery(href: string, query: string): string {
	if (query === "") return href;
	return href.includes("?") ? `${href}&${query.slice(1)}` : `${href}${query}`;
}
