// Filters for long tables, buttons that copy or print, today's date in "Add a check-in", the portal's address in what is embedded,
// the side tree on narrow screens, and opening and closing the tree of a cascade.
// Everything works without this script; it only adds convenience. No request leaves the site.
(() => {
  "use strict";

  const BATCH = 300;
  const AT_ONCE = 6;

  // A table with a filter form. The rows themselves are the data; further pages are fetched when somebody filters.
  class Listing {
    constructor(form) {
      this.form = form;
      const root = form.closest(".okr");
      this.body = root.querySelector("[data-okr-rows]");
      this.tally = root.querySelector("[data-okr-tally]");
      this.none = root.querySelector("[data-okr-none]");
      this.more = root.querySelector("[data-okr-more]");
      this.pager = root.querySelector(".okr-pages");
      this.heads = [...root.querySelectorAll("th[data-okr-sort]")];
      this.rows = [...this.body.rows];
      this.pages = form.dataset.pages.split(" ");
      this.page = Number(form.dataset.page);
      this.atRest = this.tally.textContent;
      this.sort = "";
      this.limit = BATCH;
      this.texts = new WeakMap();
      this.listen();
      form.hidden = false;
      this.readAddress();
    }

    listen() {
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", () => this.changed());
      this.form.addEventListener("reset", () => setTimeout(() => { this.sort = ""; this.changed(); }));
      this.none.querySelector("[data-okr-clear]").addEventListener("click", () => { this.form.reset(); this.field("q").focus(); });
      this.more.addEventListener("click", () => { this.limit += BATCH; this.show(); });
      for (const head of this.heads) this.makeSortable(head);
      window.addEventListener("popstate", () => this.readAddress());
    }

    makeSortable(head) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "okr-sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const name = head.dataset.okrSort;
        this.sort = this.sort === name ? "-" + name : this.sort === "-" + name ? "" : name;
        this.changed();
      });
    }

    field(name) { return this.form.elements.namedItem(name); }

    get fields() { return [...this.form.elements].filter((element) => element.name); }

    readAddress() {
      const query = new URLSearchParams(location.search);
      for (const field of this.fields) {
        const wanted = query.get(field.name) || "";
        field.value = wanted;
        // A shared view may name a choice that no longer occurs: keep it, so that it honestly finds nothing.
        if (wanted && field.value !== wanted) { field.add(new Option(wanted, wanted)); field.value = wanted; }
      }
      this.sort = query.get("sort") || "";
      this.limit = BATCH;
      this.show();
    }

    changed() {
      const query = new URLSearchParams();
      for (const field of this.fields) if (field.value) query.set(field.name, field.value);
      if (this.sort) query.set("sort", this.sort);
      const text = query.toString();
      history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "") + location.hash);
      this.limit = BATCH;
      this.show();
    }

    async show() {
      const wanted = this.fields.filter((field) => field.value.trim());
      for (const field of this.fields) field.parentElement.classList.toggle("okr-field--set", wanted.includes(field));
      for (const head of this.heads) this.markSorted(head);
      const busy = wanted.length > 0 || this.sort !== "";
      if (busy && !(await this.loadAll())) return;
      if (!busy && !this.loaded) return this.put(this.rows, this.rows.length, this.atRest);
      const found = this.rows.filter((row) => "group" in row.dataset || wanted.every((field) => this.matches(row, field)));
      const items = this.sort ? this.sorted(found.filter((row) => !("group" in row.dataset))) : withoutEmptyGroups(found);
      const amount = items.filter((row) => !("group" in row.dataset)).length;
      const { noun, plural, total } = this.form.dataset;
      const all = `${Number(total).toLocaleString("en")} ${Number(total) === 1 ? noun : plural}`;
      this.put(items.slice(0, this.limit), items.length, busy ? `${amount.toLocaleString("en")} of ${all}` : all);
    }

    put(rows, amount, tally) {
      this.body.replaceChildren(...rows);
      this.none.hidden = amount > 0;
      this.more.hidden = rows.length >= amount;
      this.more.textContent = `Show ${Math.min(BATCH, amount - rows.length)} more`;
      this.tally.textContent = tally;
      if (this.pager) this.pager.hidden = Boolean(this.loaded);
    }

    markSorted(head) {
      const name = head.dataset.okrSort;
      if (this.sort === name) head.setAttribute("aria-sort", "ascending");
      else if (this.sort === "-" + name) head.setAttribute("aria-sort", "descending");
      else head.removeAttribute("aria-sort");
    }

    matches(row, field) {
      if (field.name === "q") {
        return field.value.toLowerCase().split(/\s+/).every((word) => this.text(row).includes(word));
      }
      // "-" is the choice of what names nothing.
      return (row.dataset[field.name] || "-").split(" ").includes(field.value);
    }

    text(row) {
      if (!this.texts.has(row)) this.texts.set(row, row.textContent.toLowerCase());
      return this.texts.get(row);
    }

    sorted(rows) {
      const descending = this.sort.startsWith("-");
      const name = descending ? this.sort.slice(1) : this.sort;
      const keyed = rows.map((row) => [this.key(row, name), row]);
      keyed.sort(([a], [b]) => {
        if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1; // what has no value comes last either way
        const order = typeof a === "number" ? a - b : a.localeCompare(b);
        return descending ? -order : order;
      });
      return keyed.map(([, row]) => row);
    }

    key(row, name) {
      if (name === "title" || name === "name") {
        const cell = row.querySelector(`[data-${name}]`);
        return cell ? cell.textContent.trim().toLowerCase() : null;
      }
      if (name === "pace") {
        const choices = [...(this.field("status")?.options || [])].map((option) => option.value);
        return row.dataset.status ? choices.indexOf(row.dataset.status) : null;
      }
      const value = row.dataset[name];
      if (value === undefined) return null;
      return ["due", "checked", "day", "date"].includes(name) ? value : Number(value);
    }

    // Fetches the rows of the other pages, once. Answers whether all rows are here.
    async loadAll() {
      if (this.loaded || this.pages.length === 1) return true;
      if (this.loading) return this.loading;
      this.loading = this.fetchPages();
      const done = await this.loading;
      this.loading = null;
      return done;
    }

    async fetchPages() {
      const parts = [];
      const waiting = [...this.pages.entries()];
      let here = 0;
      let failed = false;
      const work = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          const [index, page] = next;
          parts[index] = index + 1 === this.page ? this.rows : await rowsOf(page);
          if (failed) return; // the others have told the reader already
          here += 1;
          this.tally.textContent = `Loading, ${here} of ${this.pages.length} pages …`;
        }
      };
      try {
        await Promise.all(Array.from({ length: AT_ONCE }, work));
      } catch {
        failed = true;
        this.tally.textContent = "The other pages could not be loaded, so this filter would miss some. Try again, or page through the table.";
        return false;
      }
      this.rows = parts.flat();
      this.loaded = true;
      return true;
    }
  }

  // The rows of another page, with links that hold on this one.
  async function rowsOf(page) {
    const response = await fetch(page);
    if (!response.ok) throw new Error(String(response.status));
    const other = new DOMParser().parseFromString(await response.text(), "text/html");
    const rows = [...other.querySelector("[data-okr-rows]").rows];
    for (const link of rows.flatMap((row) => [...row.querySelectorAll("a[href]")])) {
      link.setAttribute("href", new URL(link.getAttribute("href"), response.url).href);
    }
    return rows.map((row) => document.adoptNode(row));
  }

  function withoutEmptyGroups(rows) {
    return rows.filter((row, index) => !("group" in row.dataset) || (rows[index + 1] && !("group" in rows[index + 1].dataset)));
  }

  // Copies what a button says, or the address of the page as it is filtered.
  async function copy(button) {
    const label = button.lastChild;
    const before = label.textContent;
    const text = button.dataset.okrCopy || location.href;
    try {
      await navigator.clipboard.writeText(text);
      label.textContent = "Copied";
    } catch {
      window.prompt("Copy this:", text);
    }
    setTimeout(() => { label.textContent = before; }, 2000);
  }

  // The site is built on each merge; a check-in carries the day on which somebody writes it.
  function dateCheckIns() {
    const now = new Date();
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
    for (const link of document.querySelectorAll("a[data-okr-day]")) {
      link.href = link.href.replace(`${link.dataset.okrDay}.yml`, `${today}.yml`);
    }
  }

  // What is to be pasted elsewhere needs the portal's address, which only the browser knows.
  function addressEmbeddings() {
    for (const box of document.querySelectorAll("[data-okr-embed]")) {
      const root = new URL(box.dataset.okrEmbed || "./", location.href).href;
      for (const code of box.querySelectorAll("code")) {
        code.textContent = code.textContent.replaceAll(box.dataset.okrInstead, root);
      }
    }
  }

  function foldSideTree() {
    const side = document.querySelector(".okr-side");
    if (side) side.open = matchMedia("(min-width: 76.25em)").matches;
  }

  // The tree of a cascade: all branches at once, and those above the one that the address names.
  function foldTrees() {
    for (const tree of document.querySelectorAll("[data-okr-tree]")) {
      for (const button of tree.querySelectorAll("[data-okr-fold]")) {
        button.hidden = false;
        button.addEventListener("click", () => {
          for (const branch of tree.querySelectorAll("details")) branch.open = button.dataset.okrFold === "open";
        });
      }
    }
    unfoldTarget();
  }

  function unfoldTarget() {
    let branch = document.querySelector("[data-okr-tree] :target")?.parentElement;
    for (; branch; branch = branch.parentElement) if (branch.localName === "details") branch.open = true;
  }

  addEventListener("hashchange", unfoldTarget);

  // A sheet of weeks that is wider than the screen opens on the current week, not on the first.
  function showThisWeek() {
    for (const now of document.querySelectorAll(".okr-scroll .okr-heat .okr-now")) {
      const scroll = now.closest(".okr-scroll");
      scroll.scrollLeft += now.getBoundingClientRect().right - scroll.getBoundingClientRect().right + now.offsetWidth;
    }
  }

  function start() {
    for (const form of document.querySelectorAll("[data-okr-filter]")) new Listing(form);
    dateCheckIns();
    addressEmbeddings();
    foldSideTree();
    foldTrees();
    showThisWeek();
    for (const button of document.querySelectorAll("[data-okr-print]")) button.hidden = false;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-okr-copy]");
    if (button) copy(button);
    if (event.target.closest("[data-okr-print]")) print();
  });

  // Material's instant loading swaps the page without a new load event, and says so here.
  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
