import type { Page } from "playwright-core";
import { STAFF } from "../world/staff";

/** Signs a member of staff in and waits for the console. */
export async function signIn(page: Page, who: keyof typeof STAFF, to = "/console"): Promise<void> {
	await page.goto(to);
	await page.fill("[name=email]", STAFF[who].email);
	await page.fill("[name=password]", STAFF[who].password);
	await page.locator("main form button[type=submit]").click();
	await page.waitForURL((url) => url.pathname === to);
}
