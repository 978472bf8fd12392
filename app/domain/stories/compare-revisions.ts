import type { StoryContent } from "./story-revision.server";

export type TextChange = { kind: "same" | "removed" | "added"; text: string };
export type FieldChange = { field: Exclude<keyof StoryContent, "sources"> | "sources"; parts: TextChange[] };

const FIELDS = [
	...(["titleJa", "leadJa", "bodyJa", "authorsJa", "titleEn", "leadEn", "bodyEn", "authorsEn"] as const),
	...(["level", "slug", "imageId", "fundId", "campaignId"] as const),
];

/** What changed between two revisions: texts paragraph by paragraph, and only fields that differ. */
export function compareRevisions(before: StoryContent, after: StoryContent): FieldChange[] {
	const changes = FIELDS.map((field): FieldChange => {
		return { field, parts: diff(paragraphs(before[field] ?? ""), paragraphs(after[field] ?? "")) };
	});
	changes.push({ field: "sources", parts: diff(before.sources.map(sourceText), after.sources.map(sourceText)) });
	return changes.filter(({ parts }) => parts.some(({ kind }) => kind !== "same"));
}

const paragraphs = (text: string) => text.split(/\n{2,}/).filter((one) => one !== "");
const sourceText = ({ citation, doi, url }: StoryContent["sources"][number]) =>
	[citation, doi ?? url].filter(Boolean).join(" ");

/** The longest common run of paragraphs stays; a story has tens of them. */
function diff(before: readonly string[], after: readonly string[]): TextChange[] {
	const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
	const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
	for (let i = before.length - 1; i >= 0; i -= 1) {
		const row = lengths[i];
		if (!row) continue;
		for (let j = after.length - 1; j >= 0; j -= 1) {
			row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
		}
	}
	const parts: TextChange[] = [];
	let [i, j] = [0, 0];
	while (i < before.length || j < after.length) {
		const [old, now] = [before[i], after[j]];
		if (old !== undefined && old === now) {
			parts.push({ kind: "same", text: old });
			i += 1;
			j += 1;
		} else if (old !== undefined && (now === undefined || at(i + 1, j) >= at(i, j + 1))) {
			parts.push({ kind: "removed", text: old });
			i += 1;
		} else {
			parts.push({ kind: "added", text: now ?? "" });
			j += 1;
		}
	}
	return parts;
}
