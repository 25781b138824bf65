// The mention that an address names is lit whole, in the text and in the list beside it; arrows walk the list.
(function () {
  const light = () => {
    const chosen = decodeURIComponent(location.hash.slice(1));
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const link of document.querySelectorAll(".aside a[aria-current]")) link.removeAttribute("aria-current");
    if (!/^c\d+$/.test(chosen)) return;
    for (const piece of document.querySelectorAll(`[data-in~="${chosen}"]`)) piece.classList.add("lit");
    // The sentence that it stands in is the last that begins before it.
    const boxes = [...document.querySelectorAll(".boxes a")];
    const starts = boxes.map((box) => Number(box.dataset.box)).filter((start) => start <= Number(chosen.slice(1)));
    for (const box of boxes) box.classList.toggle("lit", Number(box.dataset.box) === Math.max(-1, ...starts));
    const link = document.querySelector(`.aside a[href="#${chosen}"]`);
    if (link) {
      link.setAttribute("aria-current", "true");
      const aside = link.closest(".aside");
      if (aside && aside.scrollHeight > aside.clientHeight) aside.scrollTop = link.offsetTop - aside.clientHeight / 3;
    }
  };
  addEventListener("hashchange", light);
  light();
  document.querySelector(".aside")?.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const links = [...event.currentTarget.querySelectorAll('a[href^="#c"]')].filter((link) => link.checkVisibility());
    const at = links.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    links[Math.min(Math.max(at + step, 0), links.length - 1)].focus();
  });
})();
