// Measures the contrast of each swatch as it is shown (WCAG 2.2, 1.4.3), in whatever scheme that is.
(() => {
  const channels = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map(Number);
  const luminance = (colour) => {
    const [red, green, blue] = channels(colour).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const measure = () => {
    for (const swatch of document.querySelectorAll("[data-contrast]")) {
      const { color, backgroundColor } = getComputedStyle(swatch);
      const [dark, light] = [luminance(color), luminance(backgroundColor)].sort((a, b) => a - b);
      const ratio = (light + 0.05) / (dark + 0.05);
      swatch.querySelector("output").textContent = ratio.toFixed(1);
      swatch.classList.toggle("failed", ratio < Number(swatch.dataset.contrast));
    }
  };
  measure();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", measure);
})();
