// Says that no button started, in browsers too old to read the host's module at all: a classic
// script in the first grammar of all. The host takes the words back where all started, only later.
(function () {
  setTimeout(function () {
    var said = document.querySelector("[data-script-failed]");
    if (said && document.querySelector("[data-finished]:not([data-started])")) said.setAttribute("data-script-failed", "now");
  }, 2500);
})();
