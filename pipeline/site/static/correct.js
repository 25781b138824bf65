// A button that copies the line of a correction; without this script the line is copied by hand.
(function () {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.from).textContent);
      button.textContent = button.dataset.done;
    });
  }
})();
