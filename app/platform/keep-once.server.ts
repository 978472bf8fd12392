import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/**
 * A value made once and kept in a file only its owner may read. It is written whole and then linked into place, so that
 * two processes starting together agree on one.
 */
export function keepOnce(file: string, make: () => string): string {
	if (!fs.existsSync(file)) {
		fs.mkdirSync(path.dirname(file), { recursive: true });
		const mine = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
		fs.writeFileSync(mine, make(), { mode: 0o600 });
		try {
			fs.linkSync(mine, file);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
		} finally {
			fs.rmSync(mine, { force: true });
		}
	}
	return fs.readFileSync(file, "utf8").trim();
}
