import { jobContext } from "~/domain/access/ctx.server";
import { renderReceipt as render } from "~/domain/receipts/render-receipt.server";

export async function renderReceipt(input: { receiptId: string }): Promise<void> {
	await render(await jobContext("renderReceipt"), input);
}
