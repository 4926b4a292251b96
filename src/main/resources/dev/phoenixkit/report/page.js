"use strict";
/* The rows stand in the page already: this only hides and sorts them. */
(() => {
  const table = document.getElementById("list");
  if (!table) return;
  const body = table.tBodies[0];
  const form = document.getElementById("tools");
  const search = form.elements.namedItem("text");
  const shown = document.getElementById("shown");
  const rows = [...body.rows].map((row) => ({ row, text: row.textContent.toLowerCase(), kinds: row.dataset.k.split(" ") }));

  let schema = null;

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kind = form.elements.namedItem("kind").value;
    let count = 0;
    for (const { row, text, kinds } of rows) {
      const fits = (schema === null || row.cells[0].textContent === schema) && (!kind || kinds.includes(kind)) && words.every((word) => text.includes(word));
      row.hidden = !fits;
      if (fits) count++;
    }
    shown.textContent = count === rows.length ? "" : count + " of " + rows.length + " rows match";
  };

  const order = new Intl.Collator(undefined, { numeric: true });
  const sort = (head, column) => {
    const direction = { none: "ascending", ascending: "descending", descending: "none" }[head.ariaSort || "none"];
    for (const other of table.tHead.rows[0].cells) other.ariaSort = other === head ? direction : "none";
    const key = ({ row }) => row.cells[column].textContent.trim();
    const sorted = direction === "none" ? rows
      : rows.map((item) => [key(item), item])
        .sort(([a], [b]) => (direction === "ascending" ? order.compare(a, b) : order.compare(b, a)))
        .map(([, item]) => item);
    body.append(...sorted.map(({ row }) => row));
  };

  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head, column));
    head.append(button);
    head.ariaSort = "none";
  });
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => {
    schema = null;
    setTimeout(filter);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-find]");
    if (link) {
      form.reset();
      schema = link.dataset.find;
      filter();
    }
  });
  form.hidden = false;
  /* What a browser keeps of a form when a page is loaded again. */
  filter();
})();
