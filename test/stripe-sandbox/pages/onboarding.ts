import type { ApiResponse } from "../api.ts";
import { changeStanding } from "../connect/control.ts";
import { PLATFORM_ACCOUNT } from "../wire.ts";
import { messageBody, onward } from "./after.ts";
import { html, page, seeOther } from "./layout.ts";
import type { PageRequest } from "./router.ts";
import type { Lang, Texts } from "./texts.ts";

/** Where an institution sets up its account; here it only says that it has. */
export function answerOnboarding(request: PageRequest, id: string, lang: Lang, texts: Texts): ApiResponse | null {
	const { world } = request;
	const link = world.store.get("account_link", PLATFORM_ACCOUNT, id);
	if (!link) return null;
	if (link.used || link.expiresAt <= world.clock.nowMs() / 1000) {
		if (link.refreshUrl !== null) return seeOther(link.refreshUrl);
		return page(lang, texts, texts.expiredTitle, messageBody(texts.expiredTitle, texts.linkExpired), 410);
	}
	if (request.method === "POST") {
		const finishes = new URLSearchParams(request.body).get("do") === "finish";
		world.change((tx) => {
			tx.put("account_link", PLATFORM_ACCOUNT, { ...link, used: true });
			if (finishes) changeStanding(tx, link.account, true);
		});
		if (link.returnUrl !== null) return seeOther(link.returnUrl);
		return page(lang, texts, texts.onboardedTitle, messageBody(texts.onboardedTitle, texts.onboarded));
	}
	const body = html`<section class="panel narrow"><h1>${texts.onboardingTitle}</h1>
<dl><div><dt>${texts.account}</dt><dd>${link.account}</dd></div></dl>
<p>${texts.onboarding}</p>
<form method="post"><button name="do" value="finish">${texts.onboardingFinish}</button>
<button class="plain" name="do" value="leave">${texts.onboardingLeave}</button></form>
${onward(link.returnUrl, texts.toSite)}</section>`;
	return page(lang, texts, texts.onboardingTitle, body);
}
