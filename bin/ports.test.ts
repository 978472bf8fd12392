import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { refuseTakenPort } from "./ports.mjs";

let server: http.Server | null = null;
afterEach(() => server?.close());

function occupy(status: number): Promise<number> {
	const occupant = http.createServer((_request, response) => response.writeHead(status).end());
	server = occupant;
	return new Promise((resolve) => {
		occupant.listen(0, "127.0.0.1", () => resolve((occupant.address() as AddressInfo).port));
	});
}

it("names the port, the setting and a port to try", async () => {
	const port = await occupy(404);
	await expect(refuseTakenPort(port, "PORT")).rejects.toThrow(
		`Port ${port} is taken, by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
	);
});

it("recognises a running Izumi", async () => {
	const port = await occupy(200);
	await expect(refuseTakenPort(port, "PORT")).rejects.toThrow("probably by Izumi itself");
});

it("goes on when the port is free", async () => {
	const port = await occupy(200);
	await new Promise((resolve) => server?.close(resolve));
	await expect(refuseTakenPort(port, "PORT")).resolves.toBeUndefined();
});
