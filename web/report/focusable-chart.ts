/**
 * Makes the pictures of a figure one thing that keys reach.
 *
 * @param onKey true when the key was meant for the picture
 */
export function makeFocusable(
  figure: HTMLElement,
  onKey: (event: KeyboardEvent) => boolean,
  onLeave: () => void,
): void {
  const follow = figure.querySelector<HTMLElement>(".follow");
  if (follow === null) return;
  follow.tabIndex = 0;
  follow.setAttribute("role", "group");
  follow.setAttribute("aria-label", `${figure.querySelector("h2")?.textContent ?? ""}: move along with the arrow keys`);
  follow.addEventListener("keydown", (event) => {
    if (onKey(event)) event.preventDefault();
  });
  follow.addEventListener("blur", onLeave);
}
