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
  const current = (): Theme => remembered() ?? (system.matches ? "dark" : "light");
  const name = (): void => {
    button.textContent = current() === "dark" ? "Light theme" : "Dark theme";
  };
  let chosen: Theme | undefined;
  const remember = (theme: Theme): void => {
    chosen = theme;
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // A page without storage forgets the theme when it is closed.
    }
  };
  button.addEventListener("click", () => {
    remember((chosen ?? current()) === "dark" ? "light" : "dark");
    button.textContent = chosen === "dark" ? "Light theme" : "Dark theme";
  });
  system.addEventListener("change", name);
  name();
  button.hidden = false;
}

function remembered(): Theme | undefined {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === "light" || theme === "dark" ? theme : undefined;
  } catch {
    return undefined;
  }
}
