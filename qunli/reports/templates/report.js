const held = JSON.parse(document.getElementById("charts").textContent);
const dark = matchMedia("(prefers-color-scheme: dark)");
const views = new Map();

async function draw(figure) {
  const name = figure.dataset.chart;
  views.get(name)?.finalize();
  const spec = { ...held.specs[name], config: dark.matches ? held.dark : held.light };
  const options = {
    mode: "vega-lite", renderer: "svg", ast: true, actions: false, defaultStyle: false,
    tooltip: { disableDefaultStyle: true, theme: "plain" },
  };
  views.set(name, await vegaEmbed(figure.querySelector(".plot"), spec, options));
}

async function save(figure, kind) {
  const name = figure.dataset.chart;
  const link = document.createElement("a");
  link.href = await views.get(name).view.toImageURL(kind, kind === "png" ? 2 : 1);
  link.download = `${name}.${kind}`;
  link.click();
}

const figures = [...document.querySelectorAll("[data-chart]")];
const drawAll = async () => { for (const figure of figures) await draw(figure); };
for (const figure of figures) {
  for (const button of figure.querySelectorAll("[data-save]")) {
    button.addEventListener("click", () => save(figure, button.dataset.save));
  }
}
dark.addEventListener("change", drawAll);
drawAll();
