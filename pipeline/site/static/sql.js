// The editor of SQL, left to right.
document.addEventListener("DOMContentLoaded", () => {
  const format = document.querySelector("#sql-format");
  const input = document.querySelector("#sql-editor");
  const shown = document.querySelector("#sql-query");
  if (input && window.CodeMirror) {
    const editor = CodeMirror.fromTextArea(input, {
      lineNumbers: true, mode: "text/x-sql", lineWrapping: true, direction: "ltr",
    });
    editor.getInputField().setAttribute("aria-label", input.getAttribute("aria-label"));
    editor.setOption("extraKeys", { "Shift-Enter": () => input.form.submit(), Tab: false });
    if (format) {
      format.hidden = false;
      format.addEventListener("click", () => editor.setValue(sqlFormatter.format(editor.getValue())));
    }
  }
  if (shown && window.sqlFormatter) shown.textContent = sqlFormatter.format(shown.textContent);
});
