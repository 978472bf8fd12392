import { createServer } from "node:http";

/** Started by pages.ts: node:http alone, sending the bytes and headers it is given for each path. */
type Page = { path: string; headers: [string, string][]; body: string };

process.once("message", (pages: Page[]) => {
	const answers = new Map(pages.map((page) => [page.path, { ...page, bytes: Buffer.from(page.body, "base64") }]));
	const server = createServer((request, response) => {
		const page = answers.get(request.url ?? "");
		if (!page) return response.writeHead(404).end();
		for (const [name, value] of page.headers) response.setHeader(name, value);
		response.end(page.bytes);
	});
	server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
});
process.once("disconnect", () => process.exit(0));
