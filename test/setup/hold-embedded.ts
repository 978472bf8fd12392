/** Starts or finds the server of a DATA_DIR, tells the parent, and waits to be stopped. Run by embedded.server.test.ts. */
import { ensureEmbedded } from "~/platform/db/embedded.server";

async function main(dataDir: string): Promise<void> {
	const server = await ensureEmbedded({ dataDir, settings: { shared_buffers: "16MB" } });
	const leave = () => void server.stop().then(() => process.exit(0));
	process.on("SIGTERM", leave);
	process.on("disconnect", leave);
	process.send?.(server);
}

main(process.argv[2] ?? "").catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exit(1);
});
