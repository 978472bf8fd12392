import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ServerBuild } from "@remix-run/node";
import { afterAll, beforeAll } from "vitest";
import { env } from "~/platform/env.server";
import { guardRoutes } from "~/platform/http/guard-routes.server";
import * as ofPlatform from "~/routes/webhooks/stripe";
import * as ofAccount from "~/routes/webhooks/stripe-account";

const PLATFORM = "routes/webhooks/stripe";
const ACCOUNT = "routes/webhooks/stripe-account";
const { routes } = guardRoutes({
	routes: { [PLATFORM]: { id: PLATFORM, module: ofPlatform }, [ACCOUNT]: { id: ACCOUNT, module: ofAccount } },
} as unknown as ServerBuild);

/** Calls the webhook's route as the web process does. */
export async function callWebhook(request: Request): Promise<Response> {
	const account = /^\/webhooks\/stripe\/(.+)$/.exec(new URL(request.url).pathname)?.[1];
	const route = routes[account === undefined ? PLATFORM : ACCOUNT];
	const handler = request.method === "GET" ? route?.module.loader : route?.module.action;
	const params = account === undefined ? {} : { account: decodeURIComponent(account) };
	return (await handler?.({ request, params, context: { requestId: "test" } } as never)) as Response;
}

/** Has the sandbox deliver its events over HTTP to the webhooks' routes, in this process. */
export function serveWebhooks(world: { sandboxUrl: string }): { refused: () => number; origin: () => string } {
	let server: Server | null = null;
	let origin = "";
	let refused = 0;
	beforeAll(async () => {
		const made = createServer(async (incoming, outgoing) => {
			const chunks: Buffer[] = [];
			for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
			const answer = await callWebhook(
				new Request(new URL(incoming.url ?? "/", "http://localhost:3000"), {
					method: "POST",
					headers: { "stripe-signature": String(incoming.headers["stripe-signature"] ?? "") },
					body: Buffer.concat(chunks),
				}),
			);
			if (answer.status >= 400) refused += 1;
			outgoing.writeHead(answer.status).end(await answer.text());
		});
		await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
		server = made;
		origin = `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
		const url = `${origin}/webhooks/stripe`;
		const body = JSON.stringify({ url, secret: env.STRIPE_WEBHOOK_SECRET });
		const answer = await fetch(`${world.sandboxUrl}/_sandbox/webhook`, { method: "POST", body });
		if (!answer.ok) throw new Error(await answer.text());
	});
	afterAll(async () => {
		if (!server) return;
		server.closeAllConnections();
		await new Promise((resolve) => server?.close(resolve));
	});
	return { refused: () => refused, origin: () => origin };
}
