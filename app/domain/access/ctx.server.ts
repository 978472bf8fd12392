import { randomUUID } from "node:crypto";
import { redirect } from "@remix-run/node";
import { DEFAULT_LANG, isLang, LANG_COOKIE, type Lang } from "~/i18n/lang";
import { currentTime } from "~/platform/clock";
import { getPrisma } from "~/platform/db/client.server";
import { type Ability, abilityFor } from "./ability.server.ts";
import type { Actor } from "./actor.ts";
import type { ApiScope } from "./api-scopes.ts";
import { bearerOf } from "./authenticate-api.server.ts";
import { type ScopedDb, scopeDb } from "./scoped-db.server.ts";
import { staffOf } from "./staff-session.server.ts";

export type { Actor } from "./actor.ts";

/** What every domain function is given first. */
export type Ctx = {
	actor: Actor;
	/** Filters rows, guards actions and hides buttons: one per request. */
	ability: Ability;
	now: Date;
	/** Reads only, and only rows the actor may see. */
	db: ScopedDb;
	requestId: string;
	lang: Lang;
};

export type StaffCtx = Ctx & { actor: Extract<Actor, { kind: "staff" }> };

/** The context of an actor already known. */
export async function contextFor(actor: Actor, given: { requestId?: string; lang?: Lang } = {}): Promise<Ctx> {
	const ability = abilityFor(actor);
	return {
		actor,
		ability,
		now: currentTime(),
		db: scopeDb(await getPrisma(), ability),
		requestId: given.requestId ?? randomUUID(),
		lang: given.lang ?? DEFAULT_LANG,
	};
}

/** Anybody: published hubs, open funds, nothing personal. */
export function publicContext(request: Request, lang: Lang): Promise<Ctx> {
	return contextFor({ kind: "public" }, { requestId: requestIdOf(request), lang });
}

/** Somebody with the unguessable token of one gift may follow that gift: its state, amount and attempts. */
export function holderContext(request: Request, lang: Lang, publicToken: string): Promise<Ctx> {
	return contextFor({ kind: "public", holds: publicToken }, { requestId: requestIdOf(request), lang });
}

/**
 * A signed-in member of staff.
 * @throws Response  303 to the sign-in page, which leads back here
 */
export async function staffContext(request: Request): Promise<StaffCtx> {
	const actor = await staffOf(request);
	if (!actor) {
		const { pathname, search } = new URL(request.url);
		const next = request.method === "GET" ? pathname + search : "/console";
		throw redirect(`/auth/sign-in?next=${encodeURIComponent(next)}`, 303);
	}
	const ctx = await contextFor(actor, { requestId: requestIdOf(request), lang: consoleLang(request) });
	return { ...ctx, actor };
}

/**
 * The bearer of an API token.
 * @throws AppError unauthenticated | forbidden
 */
export async function apiContext(request: Request, neededScope: ApiScope): Promise<Ctx> {
	const actor = await bearerOf(request, neededScope);
	return contextFor(actor, { requestId: requestIdOf(request), lang: "en" });
}

/** Our own work: sees and does everything, and audit events say which job it was. */
export function jobContext(name: string, given: { requestId?: string } = {}): Promise<Ctx> {
	return contextFor({ kind: "job", name }, given);
}

/** The same request with the clock read again: for work that goes on long after it began. */
export function later(ctx: Ctx): Ctx {
	return { ...ctx, now: currentTime() };
}

/** `x-request-id` is set by our own server for every request. */
export function requestIdOf(request: Request): string {
	const given = request.headers.get("x-request-id");
	return given && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
}

/** Console and sign-in pages have no language in their path: `?lang`, then the remembered choice, then Japanese. */
export function consoleLang(request: Request): Lang {
	const asked = new URL(request.url).searchParams.get("lang");
	if (isLang(asked)) return asked;
	for (const pair of (request.headers.get("cookie") ?? "").split(";")) {
		const [name, value] = pair.trim().split("=", 2);
		if (name === LANG_COOKIE && isLang(value)) return value;
	}
	return DEFAULT_LANG;
}
