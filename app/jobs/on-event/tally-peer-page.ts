import { jobContext } from "~/domain/access/ctx.server";
import { tallyPeerPage as tally } from "~/domain/peer-pages/tally-peer-page.server";

export async function tallyPeerPage(input: { peerPageId: string }): Promise<void> {
	await tally(await jobContext("tallyPeerPage"), input);
}
