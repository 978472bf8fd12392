import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { previewStory } from "~/domain/stories/public-stories.server";
import { LANGS } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import type { RouteHandle } from "~/platform/http/route-handle";
import { StoryArticle } from "~/ui/public/story-article";
import { STORIES } from "./story-view";

export const handle = { i18n: ["console", "public"] } satisfies RouteHandle;
export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const storyId = params.storyId ?? "";
	await authorize(ctx, "read", { type: "Story", id: storyId });
	const asked = new URL(request.url).searchParams.get("of");
	const lang = LANGS.find((one) => one === asked) ?? ctx.lang;
	const story = await previewStory({ ...ctx, lang }, storyId);
	const title = getT(ctx.lang, "console")("stories.previewTitle", { title: story.title });
	return { title, story, lang, pageLang: ctx.lang, path: `${STORIES}/${storyId}` };
}

/** The story as its readers will see it, in either language. */
export default function StoryPreview() {
	const { story, lang, pageLang, path } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<div className="mb-4 flex flex-wrap items-center gap-x-6 gap-y-2 text-sm">
				<a href={path}>{t("stories.back")}</a>
				{LANGS.map((one) => (
					<a key={one} href={`${path}/preview?of=${one}`} aria-current={one === lang ? "page" : undefined}>
						{t(`stories.inLang.${one}`)}
					</a>
				))}
			</div>
			{story.status === "published" ? null : <p className="notice mb-4">{t("stories.previewNote")}</p>}
			<div className="rounded-lg border border-line bg-paper pb-10" lang={lang === pageLang ? undefined : lang}>
				<StoryArticle story={story} lang={lang} query="" />
			</div>
		</>
	);
}
