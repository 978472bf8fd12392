import { createStaff } from "~/domain/access/create-staff.server";
import { type Ctx, contextFor, jobContext } from "~/domain/access/ctx.server";
import type { Grant } from "~/domain/access/roles";
import { PASSWORD } from "./staff";
import type { TestWorld } from "./world";

/** A member of staff who acts in the domain without a browser. */
export async function staffCtx(name: string, grants: Grant[]): Promise<Ctx> {
	const email = `${name.toLowerCase()}@staff.example`;
	const { userId } = await createStaff(await jobContext("factory"), { name, email, password: PASSWORD, grants });
	return contextFor({ kind: "staff", userId, name, email, grants });
}

/** The same person at the present moment: a context is of one request. */
export const now = (ctx: Ctx): Promise<Ctx> => contextFor(ctx.actor);

/** Tells the sandbox what the card's bank does. */
export async function atSandbox(world: TestWorld, path: string, body: object = {}): Promise<{ id: string }> {
	const answer = await fetch(`${world.sandboxUrl}/_sandbox/${path}`, { method: "POST", body: JSON.stringify(body) });
	if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
	return (await answer.json()) as { id: string };
}

export async function chargeOf(world: TestWorld, giftId: string): Promise<string> {
	const { allocations } = await world.gift(giftId);
	return allocations[0]?.payment.chargeId ?? "";
}

export async function paidGift(world: TestWorld, email: string, amountYen = "10000") {
	const gift = await world.give({ email, amountYen });
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	return gift;
}
