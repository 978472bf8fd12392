/** The application for a gift to the programme as a whole: the same page, of the funds without a hub. */
export { action, default, headers, loader, meta } from "./apply.tsx";
