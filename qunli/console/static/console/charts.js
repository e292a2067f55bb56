// Draws the pictures of a page: in the reader's colours, again when these change, and saves them as files.
const dark = matchMedia("(prefers-color-scheme: dark)");
const themes = JSON.parse(document.getElementById("chart-themes").textContent);
const views = new Map();
const options = { mode: "vega-lite", renderer: "svg", ast: true, actions: false, defaultStyle: false,
  tooltip: { disableDefaultStyle: true, theme: "plain" } };

async function draw(figure) {
  const name = figure.dataset.chart;
  views.get(name)?.finalize();
  const spec = JSON.parse(document.getElementById(`spec-${name}`).textContent);
  const view = await vegaEmbed(figure.querySelector("[data-plot]"), { ...spec, config: dark.matches ? themes.dark : themes.light }, options);
  views.set(name, view);
}

async function save(figure, kind) {
  const link = document.createElement("a");
  link.href = await views.get(figure.dataset.chart).view.toImageURL(kind, kind === "png" ? 2 : 1);
  link.download = `${figure.dataset.chart}.${kind}`;
  link.click();
}

const figures = [...document.querySelectorAll("[data-chart]")];
for (const figure of figures) {
  figure.addEventListener("click", (event) => {
    const { show, save: kind } = event.target.dataset;
    if (kind) save(figure, kind);
    if (!show) return;
    figure.querySelector("[data-plot]").hidden = show !== "plot";
    figure.querySelector("[data-table]").hidden = show !== "table";
    for (const button of figure.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", String(button.dataset.show === show));
  });
  draw(figure);
}
dark.addEventListener("change", () => figures.forEach(draw));
