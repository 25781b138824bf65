// The menu that Datasette's table.js opens on a column, in Arabic.
(function () {
  const words = {
    "dropdown-sort-asc": "من الأصغر إلى الأكبر",
    "dropdown-sort-desc": "من الأكبر إلى الأصغر",
    "dropdown-facet": "صنّف حسب هذا العمود",
    "dropdown-hide-column": "أخفِ هذا العمود",
    "dropdown-show-all-columns": "أظهر كل الأعمدة",
    "dropdown-not-blank": "السطور المعروفة فقط",
  };
  for (const [name, text] of Object.entries(words)) {
    for (const link of document.querySelectorAll("a." + name)) link.textContent = text;
  }
  for (const link of document.querySelectorAll('a[aria-label="Remove this filter"]')) {
    link.setAttribute("aria-label", "أزل هذا القيد");
  }
})();
