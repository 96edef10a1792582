// One value that this tab of the browser keeps until it is closed, and nobody else.
function render({ model }) {
  const key = `sciatica-${model.get("key")}`;
  let kept = "";
  try {
    kept = sessionStorage.getItem(key) ?? "";
  } catch {
    // a browser that keeps nothing: then it is asked again
  }
  const store = () => {
    try {
      sessionStorage.setItem(key, model.get("value"));
    } catch {
      // as above
    }
  };
  model.on("change:value", store);
  if (kept && !model.get("value")) {
    model.set("value", kept);
    model.save_changes();
  }
  return () => model.off("change:value", store);
}

export default { render };
