type Theme = "light" | "dark";

const KEY = "backsight-theme";

/** Puts the remembered theme in force; runs in the head, before anything is painted. */
export function applyRememberedTheme(): void {
  const theme = remembered();
  if (theme !== undefined) document.documentElement.dataset.theme = theme;
}

/** Makes the button change between light and dark, named after what it leads to. */
export function startThemeToggle(button: HTMLButtonElement): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const current = (): Theme => asTheme(document.documentElement.dataset.theme) ?? (system.matches ? "dark" : "light");
  const name = (): void => {
    button.textContent = current() === "dark" ? "Light theme" : "Dark theme";
  };
  button.addEventListener("click", () => {
    const theme = current() === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    remember(theme);
    name();
  });
  system.addEventListener("change", name);
  name();
  button.hidden = false;
}

function remembered(): Theme | undefined {
  try {
    return asTheme(localStorage.getItem(KEY));
  } catch {
    return undefined;
  }
}

/** A page that may not store anything forgets the theme when it is closed. */
function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {}
}

function asTheme(text: string | null | undefined): Theme | undefined {
  return text === "light" || text === "dark" ? text : undefined;
}
