import net from "node:net";

/**
 * Refuses to go on when a port is taken, saying by whom as far as that can be told.
 * @param {number} port
 * @param {string} variable  the setting that chooses it
 */
export async function refuseTakenPort(port, variable) {
	if (await isFree(port)) return;
	const health = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(2000) }).catch(
		() => null,
	);
	const who = health?.ok && variable === "PORT" ? "probably by Izumi itself, already running" : "by another program";
	throw new Error(`Port ${port} is taken, ${who}. Stop it, or choose another port: ${variable}=${port + 1} npm start`);
}

function isFree(port) {
	return new Promise((resolve) => {
		const probe = net.createServer();
		probe.once("error", (error) => resolve(error.code !== "EADDRINUSE" && error.code !== "EACCES"));
		probe.listen(port, () => probe.close(() => resolve(true)));
	});
}
