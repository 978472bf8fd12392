import type { HubCard } from "./hub-card.ts";

/** Longer questions than any hub's own words are cut. */
const MOST_CHARACTERS = 100;

/** Case, width and compatibility forms are the same: `skcm2` finds SKCM². */
function folded(text: string): string {
	return text.normalize("NFKC").toLowerCase();
}

/** What a visitor typed to find a hub, on one line; empty when nothing was. */
export function hubQuestion(typed: string | null): string {
	return (typed ?? "").replace(/\s+/gu, " ").trim().slice(0, MOST_CHARACTERS);
}

/** Hubs that have every word in their names, field, question or host, in the order they came. */
export function matchHubs(hubs: readonly HubCard[], question: string): HubCard[] {
	const words = folded(question).split(" ");
	return hubs.filter((hub) => {
		const hosts = hub.hosts.map(({ name }) => name);
		const text = folded([hub.abbreviation, hub.name, hub.nameAbroad, hub.field, hub.question, ...hosts].join("\n"));
		return words.every((word) => text.includes(word));
	});
}
