import { LANGS, type Lang } from "~/i18n/lang";
import { env } from "~/platform/env.server";
import type { ShareKitProps } from "~/ui/console/share-kit";

/** Everything by which a public page is handed on. @param kind  as its address has it */
export function shareKit(kind: "hubs" | "campaigns", slug: string, name: string): ShareKitProps {
	const origin = env.APP_URL;
	const of = (lang: Lang) => ({
		lang,
		page: `${origin}/${lang}/${kind}/${slug}`,
		poster: `/${lang}/${kind}/${slug}/poster.pdf`,
		image: `/og/${lang}/${kind}/${slug}.png`,
		frame: `<iframe src="${origin}/embed/${lang}/${kind}/${slug}" title="${attribute(name)}" width="360" height="260" loading="lazy" style="border:0;max-width:100%"></iframe>`,
		link: `<a href="${origin}/${lang}/${kind}/${slug}?utm_source=link&amp;utm_medium=referral">${attribute(name)}</a>`,
	});
	return { name, langs: LANGS.map(of) };
}

/** What is copied into another site must not break out of it. */
const attribute = (text: string) =>
	text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
