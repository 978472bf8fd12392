import { join } from "node:path";
import { parseArgs } from "node:util";
import { startSandbox } from "./server.ts";

const { values } = parseArgs({
	options: { port: { type: "string" }, dir: { type: "string" }, quiet: { type: "boolean" } },
});
const port = Number(values.port ?? process.env.SANDBOX_STRIPE_PORT ?? 12111);
const dir = values.dir ?? process.env.SANDBOX_STRIPE_DIR ?? join(process.env.DATA_DIR ?? ".data", "stripe-sandbox");

if (!Number.isInteger(port) || port < 0 || port > 65_535) {
	process.stderr.write("SANDBOX_STRIPE_PORT must be a port number\n");
	process.exit(2);
}

const sandbox = await startSandbox({ port, dir, quiet: values.quiet ?? false });
process.send?.({ port: sandbox.port });

let stopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) {
	process.on(signal, () => {
		if (stopping) return;
		stopping = true;
		void sandbox.close().then(() => process.exit(0));
	});
}
