// anywidget's package is an AMD module: it hands its factory to `define`. Imported before it.
const factories = [];
globalThis.define = (_, factory) => factories.push(factory);

export function take() {
  delete globalThis.define;
  return factories.pop();
}
