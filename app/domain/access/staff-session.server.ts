import { getPrisma } from "~/platform/db/client.server";
import { getAuth } from "~/platform/session/auth.server";
import type { Actor } from "./actor.ts";
import { type Grant, toGrant } from "./roles.ts";

/** The signed-in member of staff with every grant, or null. Grants are read anew: taking one away works at once. */
export async function staffOf(request: Request): Promise<Extract<Actor, { kind: "staff" }> | null> {
	if (!request.headers.get("cookie")) return null;
	const auth = await getAuth();
	const session = await auth.api.getSession({ headers: request.headers });
	if (!session) return null;
	const { id: userId, name, email } = session.user;
	const prisma = await getPrisma();
	const rows = await prisma.roleGrant.findMany({ where: { userId } });
	const grants = rows.map(toGrant).filter((grant): grant is Grant => grant !== null);
	return { kind: "staff", userId, name, email, grants };
}
