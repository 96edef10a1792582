// The explorer in the browser: it looks states up and shows them; every rule is in the table.
function render({ model, el }) {
  const { root, name, table, inPage } = begin({ model, el }, "explorer");
  const radios = [...root.querySelectorAll("input[type=radio]")];
  const headline = root.querySelector("[role=status]");
  const showPictures = viewsOf(root);

  function show() {
    const key = known(table.states, model.get("selected")) ?? table.first;
    const state = table.states[key];
    const options = key.split(".");
    for (const radio of radios) {
      const group = radio.closest("[data-chooser]");
      const wanted = options[table.choosers.indexOf(group.dataset.chooser)];
      // a chooser that does not apply keeps its choice for when it does again
      group.disabled = wanted === undefined;
      if (wanted !== undefined) radio.checked = radio.value === wanted;
    }
    for (const panel of root.querySelectorAll("[data-panel]")) {
      panel.hidden = !state.panels.includes(panel.dataset.panel);
    }
    showPictures(state);
    say(headline, state.headline);
  }

  function choose(key) {
    model.set("selected", key);
    model.save_changes();
  }

  function changed(event) {
    const last = event.target.closest("[data-chooser]").dataset.chooser;
    const options = table.choosers.map(
      (id) => radios.find((r) => r.checked && r.closest("[data-chooser]").dataset.chooser === id).value,
    );
    const key = options.join(".");
    const target = known(table.states, key) ?? table.detours[key][table.choosers.indexOf(last)];
    choose(target);
    if (inPage) keep(name, target);
  }

  // a link may name all choices or only the first ones: #roots=L5 or #roots=L5.left
  function follow() {
    const wanted = linked(name)?.split(".");
    if (!wanted) return;
    const key = [...wanted, ...table.first.split(".").slice(wanted.length)].join(".");
    const found = known(table.states, key) ?? table.detours[known(table.detours, key)]?.[0];
    choose(found ?? table.first);
    root.scrollIntoView();
    if (!found) say(headline, `${root.dataset.unknownLink} ${headline.textContent}`);
  }

  root.addEventListener("change", changed);
  model.on("change:selected", show);
  show();
  if (inPage) {
    follow();
    window.addEventListener("hashchange", follow);
  }
  root.dataset.live = "";
  return () => {
    model.off("change:selected", show);
    window.removeEventListener("hashchange", follow);
  };
}

export default { render };
