// The menu that Datasette's table.js opens on a column, in the language of the page (table.js itself speaks English).
(function () {
  const spoken = {
    ar: {
      "dropdown-sort-asc": "من الأصغر إلى الأكبر",
      "dropdown-sort-desc": "من الأكبر إلى الأصغر",
      "dropdown-facet": "صنّف حسب هذا العمود",
      "dropdown-hide-column": "أخفِ هذا العمود",
      "dropdown-show-all-columns": "أظهر كل الأعمدة",
      "dropdown-not-blank": "السطور المعروفة فقط",
      "remove": "أزل هذا القيد",
    },
    fr: {
      "dropdown-sort-asc": "Du plus petit au plus grand",
      "dropdown-sort-desc": "Du plus grand au plus petit",
      "dropdown-facet": "Regrouper selon cette colonne",
      "dropdown-hide-column": "Masquer cette colonne",
      "dropdown-show-all-columns": "Afficher toutes les colonnes",
      "dropdown-not-blank": "Lignes connues seulement",
      "remove": "Retirer ce filtre",
    },
  };
  const { remove, ...words } = spoken[document.documentElement.lang] || {};
  for (const [name, text] of Object.entries(words)) {
    for (const link of document.querySelectorAll("a." + name)) link.textContent = text;
  }
  for (const link of document.querySelectorAll('a[aria-label="Remove this filter"]')) {
    if (remove) link.setAttribute("aria-label", remove);
  }
})();
