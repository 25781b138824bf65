// A picture as PNG: the browser draws the SVG file onto a canvas, with the Arabic letters that it has.
const SHARP = 2; // points of the picture for each of the drawing
document.querySelectorAll("button[data-picture]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const image = new Image();
    image.addEventListener("load", () => {
      const canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth * SHARP;
      canvas.height = image.naturalHeight * SHARP;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      const link = document.createElement("a");
      link.href = canvas.toDataURL("image/png");
      link.download = button.dataset.name;
      link.click();
    });
    image.src = button.dataset.picture;
  });
});
