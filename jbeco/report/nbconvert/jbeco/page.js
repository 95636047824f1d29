// Opens the card that a link leads to, unfolds everything for paper, and searches the cards.
(function () {
  function open(hash) {
    var target = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
    var inner = target && target.closest("article, details");
    if (!inner) { return; }
    var folded = inner.tagName === "DETAILS" ? inner : inner.querySelector("details");
    if (folded) { folded.open = true; }
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", function () { open(location.hash); });
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) { open(link.hash); }
  });
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = [].slice.call(document.querySelectorAll("details:not([open])"));
    closed.forEach(function (one) { one.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (one) { one.open = false; });
  });
  var field = document.getElementById("jb-find");
  if (field) {
    var cards = [].slice.call(document.querySelectorAll(".jb-card"));
    field.parentNode.hidden = false;
    field.addEventListener("input", function () {
      var wanted = field.value.trim().toLowerCase();
      var count = 0;
      cards.forEach(function (card) {
        var found = !wanted || card.textContent.toLowerCase().indexOf(wanted) >= 0;
        card.hidden = !found;
        count += found ? 1 : 0;
      });
      document.getElementById("jb-found").textContent = wanted ? "找到 " + count + " 项" : "";
    });
  }
  open(location.hash);
})();
