// What is seen of a page, or read aloud, in the letters of another language than the one it is marked with.
(() => {
  const page = document.documentElement.lang;
  // A word, not an id (law/08.22) nor the name of a format (CSV, ISO).
  const latin = (token) => /^[A-Za-zÀ-ÿ_'’-]{2,}$/.test(token) && !/^[A-Z]+$/.test(token);
  const foreign = {
    test: (text) => (page === "ar" ? text.split(/[\s.·:،؛,()«»]+/).some(latin) : /[\u0621-\u064a]/.test(text)),
  };
  // Code, what a reader typed, data of the table, and names and numbers that stand apart from the sentence.
  const apart = "code, pre, script, style, noscript, textarea, .CodeMirror, .code, td, .asked input";
  const ours = page === "ar" ? "" : ", bdi";
  const stands = (element) => {
    const marked = element.closest("[lang]");
    return !element.closest(apart + ours) && (!marked || marked.lang === page);
  };
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement: element } = texts.currentNode;
    if (foreign.test(data) && element.checkVisibility() && stands(element)) found.push(data.trim());
  }
  for (const name of ["aria-label", "title", "placeholder", "alt"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      const text = element.getAttribute(name);
      if (page !== "ar" && name === "placeholder") continue; // what may be searched for is Arabic
      if (foreign.test(text) && element.checkVisibility() && stands(element)) found.push(`${name}=${text}`);
    }
  }
  return found;
})()
