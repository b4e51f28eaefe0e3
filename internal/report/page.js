(function () {
  "use strict";
  var $ = function (id) { return document.getElementById(id); };
  var all = function (what, within) { return Array.prototype.slice.call((within || document).querySelectorAll(what)); };
  var recall = function (key) { try { return localStorage.getItem(key); } catch (e) { return null; } };
  var keep = function (key, value) { try { localStorage.setItem(key, value); } catch (e) { /* a file without storage */ } };

  var speak = function () { document.documentElement.lang = $("lang-zh").checked ? "zh-CN" : "en"; };
  var language = recall("numsim-lang") || (/^zh/i.test(navigator.language || "") ? "lang-zh" : "lang-en");
  var theme = recall("numsim-theme") || "theme-system";
  [language, theme].forEach(function (id) { if ($(id)) { $(id).checked = true; } });
  speak();
  all("input[type=radio]").forEach(function (input) {
    input.addEventListener("change", function () { keep("numsim-" + input.name, input.id); speak(); });
  });

  var items = all("[data-outcome]"), matrices = all(".matrix"), sets = all("#filters fieldset");
  var texts = items.map(function (item) { return item.textContent.toLowerCase(); });
  var filter = function () {
    var shown = 0, wanted = $("search").value.trim().toLowerCase(), chosen = {};
    sets.forEach(function (set) {
      chosen[set.dataset.by] = all("input:checked", set).map(function (input) { return input.value; });
    });
    var fits = function (item) {
      return Object.keys(chosen).every(function (by) {
        return !(by in item.dataset) || item.dataset[by].split(" ").some(function (word) { return chosen[by].indexOf(word) >= 0; });
      });
    };
    items.forEach(function (item, i) {
      item.hidden = !(fits(item) && texts[i].indexOf(wanted) >= 0);
      shown += item.hidden ? 0 : 1;
    });
    matrices.forEach(function (matrix) { matrix.hidden = !fits(matrix); });
    $("count").textContent = shown;
  };
  $("filters").hidden = items.length === 0;
  $("filters").addEventListener("input", filter);

  all(".copy").forEach(function (button) {
    if (!navigator.clipboard) { return; }
    button.hidden = false;
    button.addEventListener("click", function () { navigator.clipboard.writeText(button.parentNode.querySelector("pre").textContent); });
  });
  var closed = [];
  addEventListener("beforeprint", function () {
    closed = all("details:not([open])");
    closed.forEach(function (d) { d.open = true; });
  });
  addEventListener("afterprint", function () { closed.forEach(function (d) { d.open = false; }); });
})();
