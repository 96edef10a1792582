"""A window of WebKitGTK that does what it is told, a line of JSON each: run by the system's own
Python, which alone has the bindings (``python3-gi``, ``gir1.2-webkit2-4.1``).

In come ``{"do": "load" | "run" | "resize" | "pdf", "with": ...}``, out goes one line each:
``{"said": ...}``, with what scripts complained about since.
"""

import json
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gio, GLib, Gtk, WebKit2  # noqa: E402

HEIGHT = 800
HEAR = """
(() => {
  const heard = (window.__heard = []);
  addEventListener("error", (event) => heard.push(event.message || "a file failed"));
  addEventListener("unhandledrejection", (event) => heard.push(String(event.reason)));
  for (const name of ["warn", "error"]) {
    console[name] = (...said) => heard.push(said.map(String).join(" "));
  }
})();
"""
"""The engine tells nobody outside of its console; so the page itself takes notes, first of all."""


class Window:
    """One view, as wide as it is told."""

    def __init__(self):
        content = WebKit2.UserContentManager()
        content.add_script(
            WebKit2.UserScript.new(
                HEAR,
                WebKit2.UserContentInjectedFrames.TOP_FRAME,
                WebKit2.UserScriptInjectionTime.START,
                None,
                None,
            )
        )
        self.view = WebKit2.WebView.new_with_user_content_manager(content)
        self.view.connect("load-changed", self._changed)
        self.window = Gtk.OffscreenWindow()
        self.window.add(self.view)
        self.resize(390)
        self.window.show_all()
        self.loading = False
        GLib.io_add_watch(0, GLib.IO_IN | GLib.IO_HUP, self._told)

    def resize(self, width):
        self.window.set_default_size(width, HEIGHT)
        self.view.set_size_request(width, HEIGHT)
        self.window.resize(width, HEIGHT)

    def say(self, what):
        print(json.dumps({"said": what}), flush=True)

    def _told(self, *_):
        line = sys.stdin.readline()
        if not line:
            Gtk.main_quit()
            return False
        order = json.loads(line)
        given = order.get("with")
        if order["do"] == "load":
            self.loading = True
            self.view.load_uri(given)
        elif order["do"] == "resize":
            self.resize(given)
            # the page hears of its new size a frame later
            self._evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
        elif order["do"] == "pdf":
            self._print(given)
        else:
            self._evaluate(f"return {given}")
        return True

    def _changed(self, _view, event):
        if event == WebKit2.LoadEvent.FINISHED and self.loading:
            self.loading = False
            self.say(None)

    def _evaluate(self, script):
        body = script if script.startswith("return ") else f"await {script}; return null;"
        self.view.call_async_javascript_function(
            body, -1, None, None, None, None, self._answered, None
        )

    def _answered(self, view, result, _):
        try:
            value = view.call_async_javascript_function_finish(result)
            self.say(None if value.is_null() or value.is_undefined() else value.to_string())
        except GLib.Error as error:
            print(json.dumps({"failed": error.message}), flush=True)

    def _print(self, path):
        settings = Gtk.PrintSettings()
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, Gio.File.new_for_path(path).get_uri())
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
        settings.set_printer("Print to File")
        setup = Gtk.PageSetup()
        setup.set_paper_size(Gtk.PaperSize.new(Gtk.PAPER_NAME_LETTER))
        job = WebKit2.PrintOperation.new(self.view)
        job.set_print_settings(settings)
        job.set_page_setup(setup)
        job.connect("finished", lambda _: self.say(path))
        job.connect("failed", lambda _, error: self.say(f"failed: {error}"))
        self.job = job
        job.print_()


if __name__ == "__main__":
    window = Window()
    Gtk.main()
