// Datasette's table.js asks for this name; a page of ours holds no script of its own.
var DATASETTE_ALLOW_FACET = document.body.dataset.allowFacet === "true";
