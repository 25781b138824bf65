// The paste box without waiting in the dark: a file may be dropped on it, is weighed before it is sent, and a word says
// that it is being read. Without this script the form works all the same.
(function () {
  const form = document.querySelector("form.inbox");
  if (!form) return;
  const drop = document.getElementById("drop");
  const file = document.getElementById("file");
  const busy = form.querySelector(".busy");
  const button = form.querySelector("button[type=submit]");
  const isTooLarge = () => file.files.length > 0 && file.files[0].size > Number(form.dataset.limit);
  const weigh = () => {
    busy.textContent = isTooLarge() ? form.dataset.large : "";
    file.toggleAttribute("aria-invalid", isTooLarge());
  };
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => drop.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    file.files = event.dataTransfer.files;
    weigh();
  });
  file.addEventListener("change", weigh);
  form.addEventListener("submit", (event) => {
    if (isTooLarge()) {
      event.preventDefault();
      weigh();
      return;
    }
    busy.textContent = form.dataset.busy;
    button.disabled = true;
  });
  // Come back to by the browser's own way, the form is as it was left: it may be sent again.
  window.addEventListener("pageshow", () => {
    button.disabled = false;
    weigh();
  });
})();
