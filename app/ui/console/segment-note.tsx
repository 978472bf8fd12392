import { useT } from "~/i18n/use-t.ts";

/** That a list shows one segment only, and the way back to all of it. */
export function SegmentNote({ segment }: { segment: { id: string; name: string; without: string } | null }) {
	const t = useT("console");
	if (segment === null) return null;
	return (
		<p className="notice mb-4 flex flex-wrap gap-x-4 gap-y-1 text-sm">
			<span>{t("segments.only", { name: segment.name })}</span>
			<a className="link" href={`/console/segments/${segment.id}`}>
				{t("segments.show")}
			</a>
			<a className="link" href={segment.without}>
				{t("segments.without")}
			</a>
		</p>
	);
}
