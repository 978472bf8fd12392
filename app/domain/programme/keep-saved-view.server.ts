import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, forbidden, notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { VIEWS_MAX } from "./saved-view.schema";

export type SavedView = { id: string; name: string; query: string; shared: boolean; own: boolean };

/** The actor's own views of the desk by name, then those others share. */
export async function listSavedViews(ctx: Ctx): Promise<SavedView[]> {
	const { actor } = ctx;
	if (actor.kind !== "staff") return [];
	const views = await ctx.db.savedView.findMany({ orderBy: { name: "asc" } });
	return views
		.map(({ id, name, query, shared, userId }) => ({ id, name, query, shared, own: userId === actor.userId }))
		.sort((a, b) => Number(b.own) - Number(a.own));
}

/**
 * Keeps a view under a name; the same name again is the same view, seen anew.
 * @param input.query  of the desk's address, as the desk writes it
 * @throws AppError forbidden, saved_views_full (409)
 */
export async function saveView(
	ctx: Ctx,
	{ name, query, shared }: { name: string; query: string; shared: boolean },
): Promise<{ viewId: string }> {
	const userId = await ownerOf(ctx);
	return inTransaction(ctx, async (tx) => {
		const count = await tx.savedView.count({ where: { userId, NOT: { name } } });
		if (count >= VIEWS_MAX) {
			const max = { max: VIEWS_MAX };
			throw conflict("saved_views_full", `${userId} has ${count} views`, { personKey: "savedViewsFull", params: max });
		}
		const view = await tx.savedView.upsert({
			where: { userId_name: { userId, name } },
			create: { userId, name, query, shared, createdAt: ctx.now },
			update: { query, shared },
		});
		const after = { name, query, shared };
		await audit(tx, ctx, { action: "saved_view.saved", subject: { type: "saved_view", id: view.id }, after });
		return { viewId: view.id };
	});
}

/** @throws AppError forbidden, saved_view_not_found, saved_view_name_taken (409) */
export async function renameView(ctx: Ctx, { viewId, name }: { viewId: string; name: string }): Promise<void> {
	await changeOwn(ctx, viewId, "saved_view.renamed", async (tx, userId) => {
		const taken = await tx.savedView.findFirst({ where: { userId, name, NOT: { id: viewId } } });
		if (taken) {
			throw conflict("saved_view_name_taken", `view ${taken.id} has that name`, { personKey: "savedViewNameTaken" });
		}
		await tx.savedView.update({ where: { id: viewId }, data: { name } });
		return { name };
	});
}

/** Shows a view to every member of staff, or to its maker only. @throws AppError forbidden, saved_view_not_found */
export async function shareView(ctx: Ctx, { viewId, shared }: { viewId: string; shared: boolean }): Promise<void> {
	await changeOwn(ctx, viewId, "saved_view.shared", async (tx) => {
		await tx.savedView.update({ where: { id: viewId }, data: { shared } });
		return { shared };
	});
}

/** @throws AppError forbidden, saved_view_not_found */
export async function removeView(ctx: Ctx, { viewId }: { viewId: string }): Promise<void> {
	await changeOwn(ctx, viewId, "saved_view.removed", async (tx) => {
		await tx.savedView.delete({ where: { id: viewId } });
		return {};
	});
}

/** A view is a person's: a token of the API has none. */
async function ownerOf(ctx: Ctx): Promise<string> {
	await authorize(ctx, "read", "LedgerBalance");
	if (ctx.actor.kind !== "staff") throw forbidden("keep a view of the desk");
	return ctx.actor.userId;
}

async function changeOwn(
	ctx: Ctx,
	viewId: string,
	action: string,
	change: (tx: Tx, userId: string) => Promise<Record<string, string | boolean>>,
): Promise<void> {
	const userId = await ownerOf(ctx);
	await inTransaction(ctx, async (tx) => {
		const view = await tx.savedView.findFirst({ where: { id: viewId, userId } });
		if (!view) throw notFound("saved_view", viewId);
		const after = await change(tx, userId);
		const { name, query, shared } = view;
		await audit(tx, ctx, {
			action,
			subject: { type: "saved_view", id: viewId },
			before: { name, query, shared },
			after,
		});
	});
}
