import type { Lang } from "~/i18n/lang";
import { env } from "~/platform/env.server";
import { keyedHash } from "~/platform/seal.server";

/** The secret of a page's owner: made anew from its id for every mail, so that only its hash is kept. */
export const peerPageToken = (peerPageId: string): string => keyedHash(peerPageId, "peer-page");

/** Where the owner confirms, changes and closes the page. */
export const peerOwnerPath = (lang: Lang, token: string): string => `/${lang}/my-peer-page/${token}`;

export const peerOwnerUrl = (lang: Lang, peerPageId: string): string =>
	`${env.APP_URL}${peerOwnerPath(lang, peerPageToken(peerPageId))}`;

export const peerPublicUrl = (lang: Lang, slug: string): string => `${env.APP_URL}/${lang}/peers/${slug}`;
