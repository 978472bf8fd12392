import type { ReportView } from "~/ui/report/report-view";

/**
 * A link of a report carries its code and where it was read, so that a gift that comes of it knows. Links that lead
 * elsewhere stay as they are.
 */
export function withCode(url: string, { code, siteOrigin }: { code: string | null; siteOrigin: string }): string {
	if (!URL.canParse(url, siteOrigin)) return url;
	const link = new URL(url, siteOrigin);
	if (link.origin !== siteOrigin) return url;
	if (code !== null) {
		link.searchParams.set("appeal", code);
		link.searchParams.set("utm_source", "report");
		link.searchParams.set("utm_medium", "email");
	}
	return link.href;
}

/** Every block that leads on, with the report's code. */
export function withCodes(view: ReportView, siteOrigin: string): ReportView {
	const link = (url: string) => withCode(url, { code: view.code, siteOrigin });
	return {
		...view,
		blocks: view.blocks.map((block) => {
			if (block.kind === "ask") return { ...block, url: link(block.url) };
			return block.kind === "story" ? { ...block, story: { ...block.story, url: link(block.story.url) } } : block;
		}),
	};
}
