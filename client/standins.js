// What anywidget and this page ask of AbortSignal, for browsers that have less of it, such as iPads
// that stop at iPadOS 16 (`any` came with Safari 17.4, `timeout` with 16, `throwIfAborted` with 15.4).
const proto = AbortSignal.prototype;

proto.throwIfAborted ??= function () {
  if (this.aborted) throw this.reason ?? new DOMException("aborted", "AbortError");
};

AbortSignal.timeout ??= (ms) => {
  const late = new AbortController();
  setTimeout(() => late.abort(), ms);
  return late.signal;
};

AbortSignal.any ??= (signals) => {
  const either = new AbortController();
  for (const one of signals) {
    if (one.aborted) either.abort(one.reason);
    else one.addEventListener("abort", () => either.abort(one.reason), { once: true });
  }
  return either.signal;
};
