/** Giving to the programme as a whole: the give page without a hub. */
export { action, default, headers, loader, meta } from "./give.tsx";
