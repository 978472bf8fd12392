import { timingSafeEqual } from "node:crypto";
import type { Lang } from "~/i18n/lang";
import { env } from "~/platform/env.server";
import { keyedHash } from "~/platform/seal.server";
import { isUuid } from "../access/authorize.server";

/** Longer than any account tries to collect. */
const LIFE_DAYS = 60;
const DAY_MS = 24 * 60 * 60 * 1000;
const PURPOSE = "plan-link";

/** A link that is the right to repair one plan: to pay its open invoice or change its card, and nothing else. */
export function planUrl(lang: Lang, planId: string, now: Date): string {
	const lastDay = Math.trunc(now.getTime() / DAY_MS) + LIFE_DAYS;
	const body = `${planId}.${lastDay.toString(36)}`;
	return `${env.APP_URL}/${lang}/plans/${body}.${keyedHash(body, PURPOSE)}`;
}

/** @returns the plan's id, or null when the link is over, changed, or was never ours */
export function planOfLink(token: string, now: Date): string | null {
	const [planId = "", day = "", mac = "", ...more] = token.slice(0, 200).split(".");
	if (more.length > 0 || !isUuid(planId) || !/^[0-9a-z]{1,8}$/.test(day)) return null;
	const given = Buffer.from(mac);
	const wanted = Buffer.from(keyedHash(`${planId}.${day}`, PURPOSE));
	if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
	return Number.parseInt(day, 36) >= Math.trunc(now.getTime() / DAY_MS) ? planId : null;
}
