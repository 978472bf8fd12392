import { randomUUID } from "node:crypto";
import { redirect } from "@remix-run/node";
import { DEFAULT_LANG, isLang, type Lang, langOfRequest } from "~/i18n/lang";
import { currentTime } from "~/platform/clock";
import { getPrisma } from "~/platform/db/client.server";
import { type Ability, abilityFor, contactScopes } from "./ability.server.ts";
import type { Actor } from "./actor.ts";
import type { ApiScope } from "./api-scopes.ts";
import { bearerOf } from "./authenticate-api.server.ts";
import { donorOf } from "./donor-session.server.ts";
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

export type DonorCtx = Ctx & { actor: Extract<Actor, { kind: "donor" }> };

/** The context of an actor already known. */
export async function contextFor(actor: Actor, given: { requestId?: string; lang?: Lang } = {}): Promise<Ctx> {
	const ability = abilityFor(actor);
	return {
		actor,
		ability,
		now: currentTime(),
		db: scopeDb(await getPrisma(), ability, contactScopes(actor)),
		requestId: given.requestId ?? randomUUID(),
		lang: given.lang ?? DEFAULT_LANG,
	};
}

/**
 * Anybody: published hubs, open funds, nothing personal.
 * @param requestId  `context.requestId` of the route, so that log, audit and error page name the same request
 */
export function publicContext(_request: Request, lang: Lang, requestId?: string): Promise<Ctx> {
	return contextFor({ kind: "public" }, { requestId, lang });
}

/**
 * A signed-in member of staff.
 * @throws Response  303 to the sign-in page, which leads back here
 */
export async function staffContext(request: Request, requestId?: string): Promise<StaffCtx> {
	const actor = await staffOf(request);
	if (!actor) {
		const { pathname, search } = new URL(request.url);
		const next = request.method === "GET" ? pathname + search : "/console";
		throw redirect(`/auth/sign-in?next=${encodeURIComponent(next)}`, 303);
	}
	const ctx = await contextFor(actor, { requestId, lang: langOfRequest(request) });
	return { ...ctx, actor };
}

/**
 * A donor signed in at the portal, with what is theirs at every institution.
 * @throws Response  303 to the portal's sign-in page, which leads back here
 */
export async function donorContext(request: Request, requestId?: string): Promise<DonorCtx> {
	const actor = await donorOf(request);
	if (!actor) {
		const { pathname, search, searchParams } = new URL(request.url);
		const next = request.method === "GET" || request.method === "HEAD" ? pathname + search : "/portal";
		const query = new URLSearchParams({ next });
		const lang = searchParams.get("lang");
		// A link of a mail says its language; the page it leads to first speaks it too.
		if (isLang(lang)) query.set("lang", lang);
		throw redirect(`/portal/sign-in?${query}`, 303);
	}
	const ctx = await contextFor(actor, { requestId, lang: langOfRequest(request) });
	return { ...ctx, actor };
}

/**
 * The bearer of an API token.
 * @throws AppError unauthenticated | forbidden
 */
export async function apiContext(request: Request, neededScope: ApiScope, requestId?: string): Promise<Ctx> {
	const actor = await bearerOf(request, neededScope);
	return contextFor(actor, { requestId, lang: "en" });
}

/** Our own work: sees and does everything, and audit events say which job it was. */
export function jobContext(name: string, given: { requestId?: string } = {}): Promise<Ctx> {
	return contextFor({ kind: "job", name }, given);
}
