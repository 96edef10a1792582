// What a page needs before, or without, the host's module: a classic script in the first grammar of
// all, so that browsers read it which are too old to read the host.
(function () {
  // Says that no button started. The host takes the words back where all started, only later.
  setTimeout(function () {
    var said = document.querySelector("[data-script-failed]");
    if (said && document.querySelector("[data-finished]:not([data-started])")) said.setAttribute("data-script-failed", "now");
  }, 2500);

  // Opens what is folded while the page is printed. Newer browsers do so by a rule of the style
  // sheet; the clinicians' folds, and words of a report, are on paper only as their reader left them.
  var opened = [];
  addEventListener("beforeprint", function () {
    var closed = document.querySelectorAll("main details:not([open])");
    for (var i = 0; i < closed.length; i++) {
      if (closed[i].matches(".sx-clinicians, .sx-word")) continue;
      closed[i].open = true;
      opened.push(closed[i]);
    }
  });
  addEventListener("afterprint", function () {
    while (opened.length) opened.pop().open = false;
  });
})();
