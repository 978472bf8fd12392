import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { compareRevisions } from "~/domain/stories/compare-revisions";
import { getStory, listStoryRevisions } from "~/domain/stories/get-story.server";
import { formatMoment } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { notFound } from "~/platform/errors";
import { PageHead, Section } from "~/ui/console/page-head";
import { STORIES } from "./story-view";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { storyId = "", revisionId = "" } = params;
	const story = await getStory(ctx, storyId);
	const revisions = await listStoryRevisions(ctx, storyId);
	const at = revisions.findIndex(({ id }) => id === revisionId);
	const [after, before] = at < 0 ? [] : revisions.slice(at);
	if (!after || !before) throw notFound("story_revision", revisionId.slice(0, 40));
	return {
		title: getT(ctx.lang, "console")("stories.compareTitle", { title: story.titleJa }),
		path: `${STORIES}/${storyId}`,
		before: formatMoment(before.at, ctx.lang),
		after: formatMoment(after.at, ctx.lang),
		changes: compareRevisions(before.content, after.content),
	};
}

/** Two versions of a story, paragraph by paragraph. */
export default function StoryRevision() {
	const { title, path, before, after, changes } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={path}>{t("stories.back")}</a>
			</p>
			<PageHead title={title} lead={t("stories.compareLead", { before, after })} />
			{changes.length === 0 ? <p>{t("stories.noChange")}</p> : null}
			{changes.map(({ field, parts }) => (
				<Section key={field} title={t(`stories.fields.${field}`)}>
					<div className="grid max-w-text gap-2 whitespace-pre-wrap text-sm">
						{parts.map((part, at) =>
							part.kind === "same" ? (
								// biome-ignore lint/suspicious/noArrayIndexKey: two versions that were kept do not change
								<p key={at} className="text-ink-soft">
									{part.text}
								</p>
							) : part.kind === "removed" ? (
								// biome-ignore lint/suspicious/noArrayIndexKey: two versions that were kept do not change
								<p key={at} className="bg-bad-soft px-3 py-1">
									<span className="me-2 font-semibold">{t("stories.removed")}</span>
									<del>{part.text}</del>
								</p>
							) : (
								// biome-ignore lint/suspicious/noArrayIndexKey: two versions that were kept do not change
								<p key={at} className="bg-good-soft px-3 py-1">
									<span className="me-2 font-semibold">{t("stories.added")}</span>
									<ins className="no-underline">{part.text}</ins>
								</p>
							),
						)}
					</div>
				</Section>
			))}
		</>
	);
}
