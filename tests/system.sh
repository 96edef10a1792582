#!/bin/sh
# What some tests drive and pip cannot bring: a browser, openssl, and nginx.
# nginx is only unpacked into .nginx/, where the tests find it: installing its package would start a
# web server on this machine. What is there already is left alone. With the word "engines" it also
# gets the browsers of `make test-engines`: Firefox ESR, WebKit with its bindings, and a screen for them;
# and Java, for the W3C's checker of HTML.
set -eu
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/sbin:$PWD/.nginx/usr/sbin

has() { for name; do command -v "$name" >/dev/null && return; done; false; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

fetch_nginx() { # Ubuntu 22.04 keeps the program in nginx-core
  for package in nginx nginx-core; do
    (cd .nginx && apt-get download -qq -o APT::Sandbox::User=root "$package") || return
    dpkg -x .nginx/"$package"_*.deb .nginx
    has nginx && return
  done
  false
}

has openssl || install=openssl
if [ "${1:-}" = engines ] && has apt-get; then
  as_root apt-get update -qq
  as_root apt-get install -y -qq xvfb xauth dbus default-jre-headless firefox-esr python3-gi gir1.2-webkit2-4.1 \
    libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-xinerama0 libxkbcommon-x11-0
fi
has chromium-headless-shell || browser=wanted # its pages open with a fifth of the work
if ! has apt-get; then
  ! has chromium chromium-browser google-chrome || browser=
  if [ -z "${browser:-}${install:-}" ] && has nginx; then echo "Everything is there."; exit; fi
  echo "Install Chromium or Google Chrome, openssl and nginx by hand; the tests find them on the PATH." >&2
  exit 1
fi
if [ -n "${browser:-}${install:-}" ]; then
  as_root apt-get update -qq
  if [ -n "${browser:-}" ]; then
    if apt-cache show chromium-headless-shell >/dev/null 2>&1; then
      browser=chromium-headless-shell
    else # the whole browser does the same, later
      has chromium chromium-browser google-chrome && browser='' || browser=chromium
    fi
  fi
  as_root apt-get install -y -qq ${browser:-} ${install:-}
fi
if ! has nginx; then
  rm -rf .nginx
  mkdir .nginx
  fetch_nginx || { as_root apt-get update -qq && rm -rf .nginx/* && fetch_nginx; }
fi
nginx -v
