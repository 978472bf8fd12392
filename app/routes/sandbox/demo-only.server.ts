import { type Ctx, jobContext } from "~/domain/access/ctx.server";
import { env } from "~/platform/env.server";
import { notFound } from "~/platform/errors";

/**
 * Whoever tries the demo may read every mail it would have sent: all of it is invented. Elsewhere these pages do not exist.
 * @throws AppError page_not_found outside demo mode
 */
export async function demoOnly(request: Request): Promise<Ctx> {
	if (!env.demo) throw notFound("page", new URL(request.url).pathname);
	return jobContext("sandbox-mail");
}
