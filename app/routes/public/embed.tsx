import type { LoaderFunctionArgs } from "@remix-run/node";
import { renderToStaticMarkup } from "react-dom/server";
import { getT } from "~/i18n/texts.server.ts";
import { env } from "~/platform/env.server.ts";
import { EmbedCard } from "~/ui/public/embed-card.tsx";
import styles from "~/ui/styles.css?url";
import { publicRequest } from "./public-request.server.ts";
import { shareSubject } from "./share-subject.server.ts";

/**
 * A card of a hub or a campaign in another site's frame: a document of its own, without script. The security headers let
 * any site frame it, since it holds no form and knows nobody.
 */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
	const ctx = await publicRequest(request, params.lang);
	const subject = await shareSubject(ctx, params.kind, params.slug ?? "");
	const t = getT(ctx.lang, "document");
	const query = "utm_source=embed&utm_medium=referral";
	const card = (
		<html lang={ctx.lang}>
			<head>
				<meta charSet="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light dark" />
				<meta name="robots" content="noindex" />
				<title>{subject.title}</title>
				<link rel="stylesheet" href={styles} />
			</head>
			<body>
				<main>
					<EmbedCard
						kicker={subject.kicker}
						title={subject.title}
						days={subject.days}
						progress={subject.progress}
						href={`${env.APP_URL}${subject.givePath ?? subject.path}?${query}`}
						label={t(subject.givePath ? "share.give" : "share.see")}
						foot={t("share.foot")}
					/>
				</main>
			</body>
		</html>
	);
	return new Response(`<!doctype html>${renderToStaticMarkup(card)}`, {
		headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "public, max-age=300" },
	});
}
