import { createHash, createHmac } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deleteFile, getFile, openStore, putFile, sha256 } from "./storage.server";
import { readStorageUrl } from "./storage-url";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const pdf = { contentType: "application/pdf" };

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "izumi-storage-"));
process.env.STORAGE_URL = folder;
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe("a folder", () => {
	it("gives back what was put, and nothing else lies in it", async () => {
		await putFile("receipts/2026/a.pdf", bytesOf("%PDF a"), pdf);
		expect(await getFile("receipts/2026/a.pdf")).toEqual(Buffer.from("%PDF a"));
		expect(fs.readdirSync(path.join(folder, "receipts/2026"))).toEqual(["a.pdf"]);
		expect(fs.statSync(path.join(folder, "receipts/2026/a.pdf")).mode & 0o077).toBe(0);
	});

	it("takes the same bytes twice and refuses others", async () => {
		await putFile("once.pdf", bytesOf("one"), pdf);
		await putFile("once.pdf", bytesOf("one"), pdf);
		await expect(putFile("once.pdf", bytesOf("two"), pdf)).rejects.toMatchObject({ code: "file_exists", status: 409 });
		expect(Buffer.from(await getFile("once.pdf")).toString()).toBe("one");
	});

	it("lets one of many writers win, and leaves no draft behind", async () => {
		const texts = Array.from({ length: 12 }, (_, i) => `text ${i}`);
		const outcomes = await Promise.allSettled(texts.map((text) => putFile("race/a", bytesOf(text), pdf)));
		expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
		const winner = texts[outcomes.findIndex((outcome) => outcome.status === "fulfilled")];
		expect(Buffer.from(await getFile("race/a")).toString()).toBe(winner);
		expect(fs.readdirSync(path.join(folder, "race"))).toEqual(["a"]);
	});

	it("says what is not there, and deleting twice is fine", async () => {
		await expect(getFile("none.pdf")).rejects.toMatchObject({ code: "file_not_found", status: 404 });
		await putFile("gone.pdf", bytesOf("x"), pdf);
		await deleteFile("gone.pdf");
		await deleteFile("gone.pdf");
		await expect(getFile("gone.pdf")).rejects.toMatchObject({ code: "file_not_found" });
	});

	it.each([
		"",
		"../a",
		"a/../b",
		"a..b",
		"/etc/passwd",
		"a//b",
		"a/",
		".hidden",
		"a/.hidden",
		"領収書.pdf",
		"a b",
		"a\0b",
		"a\\b",
		"C:\\a",
		"a%2e",
		"x".repeat(600),
	])("refuses the key %j", async (key) => {
		for (const call of [putFile(key, bytesOf("x"), pdf), getFile(key), deleteFile(key)]) {
			await expect(call).rejects.toMatchObject({ code: "file_key_invalid", status: 400 });
		}
	});

	it("refuses what is too large", async () => {
		const large = new Uint8Array(64 * 2 ** 20 + 1);
		await expect(putFile("large", large, pdf)).rejects.toMatchObject({ code: "file_too_large" });
	});
});

/** A bucket that lets nobody in without a signature made with the secret, as S3 checks it. */
class FakeBucket {
	files = new Map<string, { body: Buffer; contentType: string }>();
	/** What it does not understand: an old store without conditional writes. */
	conditionalWrites = true;
	failures = 0;
	refused = 0;
	readonly #server = http.createServer((req, res) => void this.#answer(req, res));

	async start(): Promise<string> {
		await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
		return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	stop(): Promise<void> {
		this.#server.closeAllConnections();
		return new Promise((resolve) => this.#server.close(() => resolve()));
	}

	async #answer(req: http.IncomingMessage, res: http.ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of req) chunks.push(chunk as Buffer);
		const body = Buffer.concat(chunks);
		if (this.failures > 0) {
			this.failures -= 1;
			return void res.writeHead(503).end();
		}
		if (!isSigned(req, body)) {
			this.refused += 1;
			return void res.writeHead(403).end("<Error><Code>SignatureDoesNotMatch</Code></Error>");
		}
		const [status, answer] = this.#act(req, body);
		res.writeHead(status).end(req.method === "HEAD" ? undefined : answer);
	}

	#act(req: http.IncomingMessage, body: Buffer): [number, Buffer?] {
		const { method, url = "", headers } = req;
		const file = this.files.get(url);
		if (method === "PUT") {
			if (headers["if-none-match"] && !this.conditionalWrites) return [501];
			if (headers["if-none-match"] === "*" && file) return [412];
			this.files.set(url, { body, contentType: headers["content-type"] ?? "" });
			return [200];
		}
		if (method === "DELETE") {
			this.files.delete(url);
			return [204];
		}
		return file ? [200, file.body] : [404];
	}
}

const KEY_ID = "AKEXAMPLE";
const SECRET = "sec/ret+with:all@of=them";
const REGION = "ap-northeast-1";
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** Signature version 4, written from its description and not from the client's code. */
function isSigned(req: http.IncomingMessage, body: Buffer): boolean {
	const header = /Credential=(\S+?)\/(\d{8})\/(\S+?)\/s3\/aws4_request, SignedHeaders=(\S+), Signature=(\w{64})/.exec(
		req.headers.authorization ?? "",
	);
	if (!header) return false;
	const [, keyId, day = "", region = "", names = "", signature] = header;
	const bodyHash = createHash("sha256").update(body).digest("hex");
	const said = req.headers["x-amz-content-sha256"];
	if (keyId !== KEY_ID || region !== REGION || (body.byteLength > 0 && said !== bodyHash)) return false;
	const headers = names.split(";").map((name) => `${name}:${String(req.headers[name])}\n`);
	const request = [req.method, req.url, "", headers.join(""), names, said].join("\n");
	const scope = `${day}/${region}/s3/aws4_request`;
	const hash = createHash("sha256").update(request).digest("hex");
	const text = ["AWS4-HMAC-SHA256", req.headers["x-amz-date"], scope, hash].join("\n");
	const key = hmac(hmac(hmac(hmac(`AWS4${SECRET}`, day), region), "s3"), "aws4_request");
	return hmac(key, text).toString("hex") === signature;
}

describe("a bucket", () => {
	let bucket: FakeBucket;
	let host: string;
	const storeWith = (secret = SECRET) =>
		openStore(`s3://${KEY_ID}:${encodeURIComponent(secret)}@${host}/izumi/pilot?region=${REGION}&protocol=http`);

	beforeAll(async () => {
		bucket = new FakeBucket();
		host = await bucket.start();
	});
	beforeEach(() => {
		bucket.files.clear();
		bucket.conditionalWrites = true;
		bucket.refused = 0;
	});
	afterAll(() => bucket.stop());

	it("is asked with signed requests, path style under its prefix", async () => {
		const store = storeWith();
		expect(await store.add("receipts/2026/a.pdf", bytesOf("%PDF a"), "application/pdf")).toBe("added");
		expect([...bucket.files]).toEqual([
			["/izumi/pilot/receipts/2026/a.pdf", { body: Buffer.from("%PDF a"), contentType: "application/pdf" }],
		]);
		expect(await store.read("receipts/2026/a.pdf")).toEqual(bytesOf("%PDF a"));
		await store.remove("receipts/2026/a.pdf");
		await store.remove("receipts/2026/a.pdf");
		expect(await store.read("receipts/2026/a.pdf")).toBeNull();
		expect(bucket.refused).toBe(0);
	});

	it.each([true, false])("keeps the first of two writers (it knows conditional writes: %s)", async (known) => {
		bucket.conditionalWrites = known;
		const store = storeWith();
		expect(await store.add("a", bytesOf("one"), "text/plain")).toBe("added");
		expect(await store.add("a", bytesOf("two"), "text/plain")).toBe("was_there");
		expect(await store.read("a")).toEqual(bytesOf("one"));
	});

	it("lets one of many win", async () => {
		const store = storeWith();
		const outcomes = await Promise.all(["1", "2", "3", "4"].map((text) => store.add("b", bytesOf(text), "text/plain")));
		expect(outcomes.filter((outcome) => outcome === "added")).toHaveLength(1);
	});

	it("is tried again when it stumbles", async () => {
		bucket.failures = 2;
		expect(await storeWith().add("c", bytesOf("x"), "text/plain")).toBe("added");
	});

	it("that refuses is an error for staff, with the store's own code and without the secret", async () => {
		const error = await storeWith("wrong")
			.read("a")
			.catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ code: "storage_unavailable", status: 503 });
		expect(String(error)).toContain("403 SignatureDoesNotMatch");
		expect(String(error)).not.toContain("wrong");
	});

	it("that cannot be reached is unavailable", async () => {
		const store = openStore("s3://a:b@127.0.0.1:1/izumi?protocol=http");
		await expect(store.read("a")).rejects.toMatchObject({ code: "storage_unavailable" });
	});
});

describe("STORAGE_URL", () => {
	it("is a folder, a file address or a bucket", () => {
		expect(readStorageUrl("/srv/izumi")).toEqual({ kind: "folder", folder: "/srv/izumi" });
		expect(readStorageUrl("file:///srv/izumi")).toEqual({ kind: "folder", folder: "/srv/izumi" });
		expect(readStorageUrl("s3://k:s%2Fx@s3.example.jp/izumi")).toEqual({
			kind: "s3",
			bucketUrl: "https://s3.example.jp/izumi",
			accessKeyId: "k",
			secretAccessKey: "s/x",
			region: "us-east-1",
		});
	});

	it.each([
		"",
		"s3://host/bucket",
		"s3://key@host/bucket",
		"s3://key:secret@host",
		"s3://key:secret@host/bucket?regoin=x",
		"s3://key:secret@host/bucket?protocol=ftp",
		"s3://key:%zz@host/bucket",
		"https://host/bucket",
	])("is not %j", (value) => expect(readStorageUrl(value)).toBeNull());
});

it("sha256 is hex", () => {
	expect(sha256(bytesOf("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
