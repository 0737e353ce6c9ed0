"""The script of the page of an atlas: a click tells about a cell, and a pointer on the picture draws the loss there."""

SCRIPT = r"""
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const picture = document.getElementById("picture");
const told = document.getElementById("told");

function row(label, value) {
  const line = document.createElement("div");
  const name = document.createElement("dt"), content = document.createElement("dd");
  name.textContent = label;
  content.textContent = value;
  line.append(name, content);
  return line;
}

function choose(index) {
  const cell = data.cells[index];
  told.replaceChildren(...cell.facts.map(([label, value]) => row(label, value)));
  for (const shape of picture.querySelectorAll("[data-cell]"))
    shape.classList.toggle("chosen", shape.dataset.cell === String(index));
  draw(cell.point);
}

function parametersAt(event) {
  const box = picture.getBoundingClientRect(), { x, y, width, height } = data.frame;
  const scale = picture.viewBox.baseVal.width / box.width;
  const across = ((event.clientX - box.left) * scale - x) / width;
  const up = 1 - ((event.clientY - box.top) * scale - y) / height;
  if (across < 0 || across > 1 || up < 0 || up > 1) return null;
  return data.window.map(([lo, hi], i) => lo + (hi - lo) * (i ? up : across));
}

function values(form, angle) {
  let total = 0;
  const n = form.length - 1, c = Math.cos(angle), s = Math.sin(angle);
  for (let i = 0; i <= n; i++) total += form[i] * Math.pow(c, n - i) * Math.pow(s, i);
  return total;
}

function draw(point) {
  if (!data.kernel) return;
  const graph = document.getElementById("graph"), steps = 720;
  const target = data.target.map((c) => c.reduce((sum, x, i) => sum + x * (i ? point[i - 1] : 1), 0));
  const losses = [];
  for (let i = 0; i < steps; i++) {
    const angle = (Math.PI * i) / steps;
    losses.push(values(target, angle) ** 2 / values(data.kernel, angle));
  }
  const top = Math.max(...losses) || 1, least = Math.min(...losses);
  const spot = (i) => [20 + (460 * i) / steps, 190 - (170 * losses[i]) / top];
  const path = losses.map((_, i) => (i ? "L" : "M") + spot(i).map((x) => x.toFixed(2)).join(" ")).join("");
  graph.querySelector("path").setAttribute("d", path);
  const marks = graph.querySelector("g");
  marks.replaceChildren();
  let minima = 0, spurious = 0;
  for (let i = 0; i < steps; i++) {
    const before = losses[(i + steps - 1) % steps], after = losses[(i + 1) % steps];
    if (losses[i] < before && losses[i] <= after) {
      const isLeast = losses[i] < least + 2e-4 * top;
      const mark = document.createElementNS("http://www.w3.org/2000/svg", "circle");
      const [x, y] = spot(i);
      mark.setAttribute("cx", x);
      mark.setAttribute("cy", y);
      mark.setAttribute("r", 4);
      mark.setAttribute("class", isLeast ? "least" : "spurious");
      marks.append(mark);
      minima += 1;
      spurious += isLeast ? 0 : 1;
    }
  }
  const where = point.map((x) => x.toFixed(4)).join(", ");
  document.getElementById("seen").textContent =
    `at (${where}), in floating point: ${minima} minima, ${spurious} of them above the least`;
}

picture.addEventListener("pointermove", (event) => {
  const point = parametersAt(event);
  if (point) draw(point);
});
document.addEventListener("click", (event) => {
  const found = event.target.closest("[data-cell]");
  if (found) choose(Number(found.dataset.cell));
});
choose(0);
"""
"""Runs in the page; it loads nothing."""
