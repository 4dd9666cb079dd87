// Pictures: what they tell on hover, focus and touch, the way from a box to the top, zoom and pan, and taking them along.
// Without this script a picture is still there, with its links and a browser's own tooltips. No request leaves the site.
(() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const STEP = 1.25;
  const [LEAST, MOST] = [0.1, 4];
  const TREMBLE = 4; // px that a hand may shake before it drags
  const [SHOW_AFTER, HIDE_AFTER] = [200, 250]; // ms
  const TOLD = 4; // arrows in a tooltip; the rest is counted
  const [LONGEST, LARGEST] = [16384, 64e6]; // px of a side and of an area that every browser can paint

  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function button(label, act, name) {
    const made = make("button", "okr-btn okr-btn--s", label);
    made.type = "button";
    if (name) made.setAttribute("aria-label", name);
    if (act) made.addEventListener("click", act);
    return made;
  }

  function child(element, tag) { return [...element.children].find((each) => each.localName === tag); }

  // What stands in several lines of a picture, as one text. Chinese and Japanese lines end without a space.
  function joined(lines) {
    const han = /[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]/;
    return lines.map((line) => line.textContent.trim()).filter(Boolean)
      .reduce((text, line) => text + (!text || (han.test(text.at(-1)) && han.test(line[0])) ? "" : " ") + line, "");
  }

  // The arrows of a picture. The numbers in the drawing count its boxes, and the rows of a box from 1.
  class Arrows {
    constructor(svg) {
      this.svg = svg;
      this.boxes = [...svg.querySelectorAll(".okr-box:not(.okr-box--apart)")];
      this.all = [...svg.querySelectorAll("[data-okr-arrow]")].map((element) => {
        const [start, end, row] = element.dataset.okrArrow.split(" ").map(Number);
        return { element, start: this.boxes[start], end: this.boxes[end], row };
      });
      this.lit = [];
    }

    // Thin lines are hard to hit: a broad one that is not seen lies on each.
    broaden() {
      for (const { element } of this.all) {
        if (element.querySelector(".okr-edge__hit")) continue;
        const line = element.querySelector("path").cloneNode();
        line.setAttribute("class", "okr-edge__hit");
        element.append(line);
      }
    }

    rowsOf(end) { return end ? [...end.querySelectorAll("a")].slice(1).map((row, index) => [row, index + 1]) : []; }

    // The arrows that meet a link, a box or an arrow itself.
    at(target) {
      if (target.matches("[data-okr-arrow]")) return this.all.filter((arrow) => arrow.element === target);
      const box = target.closest(".okr-box");
      const [, row] = this.rowsOf(box).find(([link]) => link === target) || [];
      if (row) return this.all.filter((arrow) => arrow.end === box && arrow.row === row);
      return [...this.all.filter((arrow) => arrow.start === box), ...this.all.filter((arrow) => arrow.end === box)];
    }

    // Everything on the way from these boxes to where no arrow leads on.
    above(boxes) {
      const found = new Set();
      const seen = new Set(boxes);
      for (const box of seen) {
        for (const arrow of this.all.filter((each) => each.start === box)) {
          found.add(arrow);
          seen.add(arrow.end);
        }
      }
      return found;
    }

    light(target) {
      this.dim();
      if (!this.all.length) return;
      const met = this.at(target);
      const box = target.closest(".okr-box");
      const way = this.above(box ? [box] : met.map((arrow) => arrow.end));
      if (!met.length && !way.size) return;
      const lit = new Set(box ? [box] : []);
      for (const { element, start, end } of [...met, ...way]) for (const each of [element, start, end]) lit.add(each);
      this.lit = [...lit];
      for (const each of this.lit) each.classList.add("okr-on");
      this.svg.classList.add("okr-map--path");
    }

    dim() {
      this.svg.classList.remove("okr-map--path");
      for (const each of this.lit) each.classList.remove("okr-on");
      this.lit = [];
    }
  }

  // The tooltip of a picture: it stands beside what it tells about, can be hovered itself, and goes with Escape.
  class Tip {
    constructor(picture) {
      this.picture = picture;
      this.box = make("div", "okr-tip");
      this.box.id = `${picture.name}:tip`;
      this.box.setAttribute("role", "tooltip");
      this.box.popover = "manual"; // in the top layer nothing cuts it off, not even in full screen
      picture.figure.append(this.box);
      this.target = null;
      this.hushed = [];
      this.listen();
    }

    listen() {
      const { svg } = this.picture;
      const leave = () => this.later(HIDE_AFTER, () => this.hide());
      svg.addEventListener("pointerover", (event) => {
        if (event.pointerType === "touch" || event.buttons) return;
        const target = this.of(event.target);
        if (!target) leave();
        else this.later(target === this.target ? 0 : SHOW_AFTER, () => this.show(target, event));
      });
      svg.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") leave(); });
      this.box.addEventListener("pointerenter", () => clearTimeout(this.timer));
      this.box.addEventListener("pointerleave", leave);
      // Not on the drawing itself: Chromium makes a tab stop of every SVG that listens to the focus.
      const { region } = this.picture;
      region.addEventListener("focusin", (event) => {
        const target = this.of(event.target);
        if (target && event.target.matches(":focus-visible")) { this.picture.reveal(target); this.show(target); }
      });
      region.addEventListener("focusout", () => this.hide());
      svg.addEventListener("click", (event) => this.tap(event));
    }

    of(element) { return element.closest("a, .okr-edge, .okr-box"); }

    later(delay, act) {
      clearTimeout(this.timer);
      this.timer = setTimeout(act, delay);
    }

    // The first tap of a finger tells, the second follows. A click from the keyboard has no `detail`.
    tap(event) {
      const target = this.of(event.target);
      if (!target || !this.picture.touched || event.detail === 0) return;
      if (this.picture.touched !== target) {
        event.preventDefault();
        this.show(target, event, target.localName === "a" ? "Tap again to open." : "");
      }
    }

    show(target, point, hint = "") {
      clearTimeout(this.timer);
      if (target !== this.target) {
        this.hide();
        const [head, ...rest] = this.words(target);
        if (!head) return;
        this.target = target;
        this.box.replaceChildren(make("b", "", head), ...[...rest, hint].filter(Boolean).map((text) => make("p", "", text)));
        target.setAttribute("aria-describedby", this.box.id);
        this.hush(target);
        this.picture.arrows.light(target);
        this.box.showPopover();
        this.point = point && { x: point.clientX, y: point.clientY };
        this.place();
      }
    }

    hide() {
      clearTimeout(this.timer);
      if (!this.target) return;
      this.target.removeAttribute("aria-describedby");
      for (const [element, title] of this.hushed) { element.prepend(title); element.removeAttribute("aria-label"); }
      this.hushed = [];
      this.target = null;
      this.picture.arrows.dim();
      this.box.hidePopover();
    }

    // Browsers would show a second tooltip of their own; the name that <title> gives to a link has to stay.
    hush(target) {
      for (let element = target; element !== this.picture.svg; element = element.parentNode) {
        const title = child(element, "title");
        if (!title) continue;
        this.hushed.push([element, title]);
        element.setAttribute("aria-label", title.textContent);
        title.remove();
      }
    }

    // What is told, in paragraphs: the whole title, how it stands, and what the arrows here mean.
    words(target) {
      const title = child(target, "title")?.textContent;
      const arrows = this.picture.arrows.at(target).map((arrow) => child(arrow.element, "title")?.textContent).filter(Boolean);
      const more = arrows.length > TOLD ? [`And ${arrows.length - TOLD} more.`] : [];
      if (target.matches(".okr-edge")) return [title];
      const texts = [...target.querySelectorAll("text")];
      const figures = texts.filter((text) => text.matches(".okr-box__num, .okr-box__standing"));
      const over = texts.find((text) => text.matches(".okr-box__over"));
      const seen = joined(texts.filter((text) => text !== over && !figures.includes(text)));
      const standing = figures.flatMap((text) => [...text.childNodes].map((node) => node.textContent.trim()));
      const described = child(target, "desc")?.textContent;
      const facts = target.matches(".okr-box__kr") ? [described, ...standing] : [...standing, described];
      return [
        title || (over ? `${over.textContent}: ${seen}` : seen),
        facts.filter(Boolean).join(" · "), ...arrows.slice(0, TOLD), ...more,
      ];
    }

    // Beside the box, so that the pointer can go on to the next row; below or above it where there is no room.
    place() {
      const row = this.target.getBoundingClientRect();
      const around = this.point && this.target.matches(".okr-edge")
        ? { left: this.point.x, right: this.point.x, top: this.point.y, bottom: this.point.y }
        : (this.target.closest(".okr-box") || this.target).getBoundingClientRect();
      const { offsetWidth: width, offsetHeight: height } = this.box;
      const { clientWidth: wide } = document.documentElement;
      const high = window.innerHeight;
      let x = around.right + 8;
      let y = Math.max(row.top, around.top);
      if (x + width > wide - 8) x = around.left - 8 - width;
      if (x < 8) {
        x = Math.min(Math.max(8, row.left), wide - 8 - width);
        y = row.bottom + 8 + height > high - 8 && row.top - 8 - height > 8 ? row.top - 8 - height : row.bottom + 8;
      }
      this.box.style.left = `${Math.round(x)}px`;
      this.box.style.top = `${Math.round(Math.max(8, Math.min(y, high - 8 - height)))}px`;
    }

    follow() {
      if (!this.target) return;
      const { top, bottom } = this.target.getBoundingClientRect();
      if (bottom < 0 || top > window.innerHeight) this.hide();
      else if (!this.target.matches(".okr-edge")) this.place();
    }
  }

  // Zoom and pan. At rest the stylesheet decides how large the picture is.
  class Zoom {
    constructor(picture) {
      this.picture = picture;
      this.region = picture.region;
      const { width, height } = picture.svg.viewBox.baseVal;
      [this.width, this.height] = [width, height];
      this.tools = make("span", "okr-tools__zoom");
      this.now = button("", () => this.rest());
      this.full = button("Full screen", () => this.toggleFull());
      this.tools.append(
        button("−", () => this.by(1 / STEP), "Zoom out"), this.now, button("+", () => this.by(STEP), "Zoom in"),
        button("Fit", () => this.fit(), "Fit the whole picture in"), ...(document.fullscreenEnabled ? [this.full] : []),
      );
      this.turnPaper();
      this.listen();
      new ResizeObserver(() => this.look()).observe(this.region);
      this.look();
    }

    listen() {
      const { region, picture } = this;
      region.addEventListener("wheel", (event) => {
        if (!event.ctrlKey || !this.large) return;
        event.preventDefault();
        this.to(this.scale * Math.exp(-event.deltaY / 400), event);
      }, { passive: false });
      region.addEventListener("keydown", (event) => {
        const act = { "+": () => this.by(STEP), "=": () => this.by(STEP), "-": () => this.by(1 / STEP), 0: () => this.fit() }[event.key];
        if (!act || !this.large || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        act();
      });
      region.addEventListener("pointerdown", (event) => this.grab(event));
      region.addEventListener("dragstart", (event) => { if (this.pans) event.preventDefault(); });
      region.addEventListener("click", (event) => {
        if (this.dragged) { event.preventDefault(); event.stopPropagation(); }
        this.dragged = false;
      }, true);
      picture.figure.addEventListener("fullscreenchange", () => {
        const isFull = document.fullscreenElement === picture.figure;
        this.full.textContent = isFull ? "Leave full screen" : "Full screen";
        requestAnimationFrame(() => (isFull ? this.fit() : this.rest()));
      });
    }

    get scale() { return this.picture.svg.getBoundingClientRect().width / this.width; }

    get isFull() { return document.fullscreenElement === this.picture.figure; }

    get room() { return this.isFull ? this.region.clientHeight : 0.85 * window.innerHeight; }

    // A picture that is seen as a whole needs no tools.
    get large() { return this.isFull || this.width > this.region.clientWidth + 1 || this.height > this.room; }

    get pans() {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = this.region;
      return scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1;
    }

    look() {
      const { figure } = this.picture;
      this.tools.hidden = !this.large;
      figure.classList.toggle("okr-pic--pan", this.pans);
      const percent = `${Math.round(100 * this.scale)}\u00a0%`;
      this.now.textContent = percent;
      this.now.setAttribute("aria-label", `${percent}. Back to the usual size`);
    }

    // Wide pictures are printed on a page that lies on its side. Chromium turns the page but keeps the width of the first one,
    // so it is told; other browsers would cut off what they do not turn.
    turnPaper() {
      if (this.width < 900 || this.width < this.height) return;
      const turns = navigator.userAgentData?.brands.some(({ brand }) => brand === "Chromium");
      this.picture.figure.classList.add("okr-pic--wide", ...(turns ? ["okr-pic--turned"] : []));
    }

    by(factor) { this.to(this.scale * factor); }

    // `at` is the point of the window that stays where it is; the middle if nobody says.
    to(wanted, at) {
      const { region, picture } = this;
      const scale = Math.min(MOST, Math.max(LEAST, wanted));
      picture.tip?.hide();
      const before = this.scale;
      const held = picture.svg.getBoundingClientRect();
      const frame = region.getBoundingClientRect();
      const x = at ? at.clientX : frame.left + region.clientWidth / 2;
      const y = at ? at.clientY : (Math.max(0, frame.top) + Math.min(window.innerHeight, frame.bottom)) / 2;
      const [fromLeft, fromTop] = [(x - held.left) / before, (y - held.top) / before];
      picture.figure.classList.add("okr-pic--zoomed");
      picture.svg.style.setProperty("--zoom", scale);
      const moved = picture.svg.getBoundingClientRect();
      region.scrollLeft += moved.left + fromLeft * scale - x;
      region.scrollTop += moved.top + fromTop * scale - y;
      this.look();
    }

    fit() {
      const scale = Math.min(this.region.clientWidth / this.width, this.room / this.height, this.isFull ? 2 : 1);
      this.to(Math.floor(1000 * scale) / 1000);
    }

    rest() {
      this.picture.tip?.hide();
      this.picture.figure.classList.remove("okr-pic--zoomed");
      this.picture.svg.style.removeProperty("--zoom");
      this.look();
    }

    async toggleFull() {
      try {
        await (this.isFull ? document.exitFullscreen() : this.picture.figure.requestFullscreen());
      } catch { /* The browser or its owner does not want to: then the picture stays where it is. */ }
    }

    grab(event) {
      this.dragged = false;
      if (event.pointerType !== "mouse" || event.button !== 0 || !this.pans) return;
      const { region, picture } = this;
      const [left, top, x, y] = [region.scrollLeft, region.scrollTop, event.clientX, event.clientY];
      const move = (to) => {
        if (!this.dragged && Math.hypot(to.clientX - x, to.clientY - y) < TREMBLE) return;
        if (!this.dragged) {
          this.dragged = true;
          picture.tip?.hide();
          region.setPointerCapture(event.pointerId);
          picture.figure.classList.add("okr-pic--drag");
        }
        region.scrollTo(left - (to.clientX - x), top - (to.clientY - y));
      };
      const drop = () => {
        region.removeEventListener("pointermove", move);
        picture.figure.classList.remove("okr-pic--drag");
        // The click that ends a drag comes right after it; where there is none, the next one counts again.
        setTimeout(() => { this.dragged = false; });
      };
      region.addEventListener("pointermove", move);
      for (const end of ["pointerup", "pointercancel"]) region.addEventListener(end, drop, { once: true });
    }
  }

  const INHERITED = [
    "color", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap",
    "stroke-linejoin", "paint-order", "font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline",
    "direction", "visibility",
  ];
  const OWN = { opacity: "1", "unicode-bidi": "normal", "text-decoration-line": "none" };

  // The picture as a file that needs nothing else: on white and in the colours of paper, whatever the reader's screen is set to,
  // because it goes into documents and slides.
  function standalone(svg, title) {
    const copy = svg.cloneNode(true);
    const { x, y, width, height } = svg.viewBox.baseVal;
    const edge = 14;
    const frame = [x - edge, y - edge, width + 2 * edge, height + 2 * edge];
    const ground = document.createElementNS(SVG, "rect");
    for (const [index, name] of ["x", "y", "width", "height"].entries()) ground.setAttribute(name, frame[index]);
    ground.style.fill = "var(--okr-bg)";
    copy.prepend(ground);
    copy.classList.remove("okr-map--path");
    for (const each of copy.querySelectorAll(".okr-edge__hit")) each.remove();
    for (const each of copy.querySelectorAll(".okr-on")) each.classList.remove("okr-on");
    // Where the stylesheet reaches it, but in the light palette and out of sight.
    const stage = make("div", "okr okr-stage-left");
    stage.dataset.mdColorScheme = "default";
    stage.append(copy);
    document.body.append(stage);
    freeze(copy);
    stage.remove();
    const named = document.createElementNS(SVG, "title");
    named.textContent = title;
    copy.querySelector(":scope > desc[id$=':title'], :scope > title")?.remove();
    copy.prepend(named, symbols(copy));
    for (const [name, value] of Object.entries({ viewBox: frame.join(" "), width: frame[2], height: frame[3], role: "img" })) copy.setAttribute(name, value);
    return { text: `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}`, width: frame[2], height: frame[3] };
  }

  // Writes what the stylesheet says into the elements themselves, where every program finds it.
  function freeze(copy) {
    const elements = [copy, ...copy.querySelectorAll("*")];
    const styles = new Map(elements.map((element) => {
      const style = getComputedStyle(element);
      const values = Object.fromEntries([...INHERITED, ...Object.keys(OWN), "display"].map((name) => [name, style.getPropertyValue(name)]));
      return [element, values];
    }));
    for (const [element, values] of styles) {
      if (values.display === "none" && !["title", "desc", "defs", "symbol"].includes(element.localName)) { element.remove(); continue; }
      for (const { name } of [...element.attributes]) if (/^(class|style|tabindex|role|on.*|data-.*|aria-.*)$/.test(name)) element.removeAttribute(name);
      if (/^(title|desc)$/.test(element.localName)) continue;
      const above = styles.get(element.parentNode);
      for (const name of INHERITED) if (!above || above[name] !== values[name]) element.setAttribute(name, plain(values[name]));
      for (const [name, usual] of Object.entries(OWN)) {
        if (values[name] !== usual) element.setAttribute(name.replace("-line", ""), values[name]);
      }
      if (element.localName === "a") {
        const href = new URL(element.getAttribute("href"), document.baseURI).href;
        if (/^https?:|^file:/.test(href)) element.setAttribute("href", href);
        else element.removeAttribute("href");
      }
    }
  }

  // Names of fonts that only our stylesheet knows are left out.
  function plain(value) { return value.replace(/"okr [^"]*", /g, "").replace(/(\d)px\b/g, "$1").replaceAll('"', "'"); }

  function symbols(copy) {
    const defs = document.createElementNS(SVG, "defs");
    const used = new Set([...copy.querySelectorAll("use")].map((use) => use.getAttribute("href").slice(1)));
    for (const id of used) {
      const symbol = document.getElementById(id);
      if (symbol) defs.append(symbol.cloneNode(true));
    }
    return defs;
  }

  async function painted({ text, width, height }) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const scale = Math.min(2, LONGEST / width, LONGEST / height, Math.sqrt(LARGEST / (width * height)));
    const canvas = make("canvas");
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    const brush = canvas.getContext("2d");
    brush.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  // "Marketing in the cascade, 2026 Q2" → marketing-in-the-cascade-2026-q2
  function fileName(title) {
    return title.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").slice(0, 80).replace(/^-+|-+$/g, "");
  }

  function save(blob, name) {
    const link = make("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  // "Save or share": files, the address of the picture, and the words that put it into a page of the company's own.
  class Share {
    constructor(picture) {
      this.picture = picture;
      this.box = make("span", "okr-share");
      this.opener = button("Save or share", () => this.open(this.panel.hidden));
      this.panel = make("div", "okr-share__panel");
      this.panel.id = `${picture.name}:share`;
      this.opener.setAttribute("aria-controls", this.panel.id);
      this.panel.append(
        button("Download SVG", () => this.saveSvg()), button("Download PNG", () => this.savePng()),
        this.copies("Copy link", this.address),
      );
      if (picture.figure.dataset.okrFence) this.addFence(`\`\`\`okr\n${picture.figure.dataset.okrFence.trim()}\n\`\`\``);
      this.said = make("p", "okr-share__said");
      this.said.setAttribute("role", "status");
      this.panel.append(this.said);
      this.box.append(this.opener, this.panel);
      this.box.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !this.panel.hidden) { this.open(false); this.opener.focus(); }
      });
      this.box.addEventListener("focusout", (event) => {
        if (event.relatedTarget && !this.box.contains(event.relatedTarget)) this.open(false);
      });
      this.open(false);
    }

    get address() {
      const address = new URL(location.href);
      address.hash = this.picture.figure.id;
      return address.href;
    }

    // okr.js does the copying, for all buttons that say what.
    copies(label, text) {
      const made = button(label);
      made.dataset.okrCopy = text;
      return made;
    }

    addFence(fence) {
      const code = make("pre", "okr-share__code");
      code.append(make("code", "", fence));
      this.panel.append(make("p", "", "Put it into any page of this site:"), code, this.copies("Copy the lines", fence));
    }

    open(isOpen) {
      this.panel.hidden = !isOpen;
      this.opener.setAttribute("aria-expanded", isOpen);
    }

    drawing() {
      this.picture.tip?.hide();
      return standalone(this.picture.svg, this.picture.title);
    }

    get name() { return fileName(this.picture.title) || this.picture.name; }

    saveSvg() { save(new Blob([this.drawing().text], { type: "image/svg+xml" }), `${this.name}.svg`); }

    async savePng() {
      this.said.textContent = "Painting …";
      try {
        save(await painted(this.drawing()), `${this.name}.png`);
        this.said.textContent = "";
      } catch {
        this.said.textContent = "This browser cannot paint the picture. The SVG will do in most programs.";
      }
    }
  }

  class Picture {
    constructor(figure) {
      this.figure = figure;
      this.name = figure.dataset.okrPicture;
      this.region = figure.querySelector(".okr-scroll");
      this.svg = figure.querySelector(".okr-map");
      this.arrows = new Arrows(this.svg);
      this.title = this.takeTitle();
      if ("popover" in HTMLElement.prototype) this.tip = new Tip(this);
      this.zoom = new Zoom(this);
      this.share = new Share(this);
      const tools = make("div", "okr-tools okr-noprint");
      tools.setAttribute("role", "group");
      tools.setAttribute("aria-label", `Tools for the picture: ${this.title}`);
      tools.append(this.zoom.tools, this.share.box);
      figure.prepend(tools);
      figure.classList.add("okr-pic--ready");
      figure.addEventListener("pointerenter", () => this.arrows.broaden(), { once: true });
      this.openWhereItIsAbout();
      // Material's instant navigation does not understand links in drawings; the browser does.
      this.svg.addEventListener("click", (event) => { if (event.target.closest("a")) event.stopPropagation(); });
    }

    // Browsers show the title of the whole picture wherever nothing else has one: as a description it is read out only.
    takeTitle() {
      const title = child(this.svg, "title");
      const other = document.createElementNS(SVG, "desc");
      other.id = title.id;
      other.textContent = title.textContent;
      title.replaceWith(other);
      return title.textContent;
    }

    // A folded picture has no size until it is unfolded.
    openWhereItIsAbout() {
      const first = new ResizeObserver(() => {
        if (!this.region.clientWidth) return;
        first.disconnect();
        this.turnToOwn();
      });
      first.observe(this.region);
    }

    // What is not seen whole begins where its own boxes are: all of them, or the first where they lie too far apart.
    // Only the frame moves, never the page.
    turnToOwn() {
      const { region } = this;
      const boxes = [...this.svg.querySelectorAll(".okr-box--own")].map((box) => box.getBoundingClientRect());
      if (!boxes.length || !this.zoom.pans) return;
      const frame = region.getBoundingClientRect();
      const ends = [["left", "right", region.clientWidth, "scrollLeft"], ["top", "bottom", region.clientHeight, "scrollTop"]];
      for (const [near, far, room, scrolled] of ends) {
        const all = [Math.min(...boxes.map((box) => box[near])), Math.max(...boxes.map((box) => box[far]))];
        const [start, end] = all[1] - all[0] <= room ? all : [boxes[0][near], boxes[0][far]];
        const isSeen = start >= frame[near] && end <= frame[near] + room;
        if (!isSeen) region[scrolled] += (start + end) / 2 - frame[near] - room / 2;
      }
    }

    reveal(target) {
      (target.closest(".okr-box") || target).scrollIntoView({ block: "nearest", inline: "nearest" });
    }

    // Before a finger's tap turns into a click: what it found there. Anywhere else it closes what is open.
    pressed(event) {
      const target = this.svg.contains(event.target) ? this.tip?.of(event.target) : null;
      this.touched = event.pointerType === "touch" && (target && target === this.tip.target ? target : "first");
      if (!this.figure.contains(event.target) || !target) { if (!this.tip?.box.contains(event.target)) this.tip?.hide(); }
      if (!this.share.box.contains(event.target)) this.share.open(false);
    }
  }

  let pictures = [];

  function start() {
    for (const { tip } of pictures) tip?.hide();
    pictures = [...document.querySelectorAll("[data-okr-picture]:not(.okr-pic--ready):has(> .okr-scroll > .okr-map)")].map((each) => new Picture(each));
  }

  document.addEventListener("pointerdown", (event) => { for (const picture of pictures) picture.pressed(event); }, true);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") for (const { tip } of pictures) tip?.hide(); }, true);
  document.addEventListener("scroll", () => { for (const { tip } of pictures) tip?.follow(); }, { capture: true, passive: true });

  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
