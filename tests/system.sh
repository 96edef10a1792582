#!/bin/sh
# What some tests drive and pip cannot bring: a browser, openssl, and nginx.
# nginx is only unpacked into .nginx/, where the tests find it: installing its package would start a
# web server on this machine. What is there already is left alone.
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

has chromium chromium-browser google-chrome || install="${install:-} chromium"
has openssl || install="${install:-} openssl"
if [ -z "${install:-}" ] && has nginx; then echo "Everything is there."; exit; fi
if ! has apt-get; then
  echo "Install Chromium or Google Chrome, openssl and nginx by hand; the tests find them on the PATH." >&2
  exit 1
fi
if [ -n "${install:-}" ]; then
  as_root apt-get update -qq
  as_root apt-get install -y -qq $install
fi
if ! has nginx; then
  rm -rf .nginx
  mkdir .nginx
  fetch_nginx || { as_root apt-get update -qq && rm -rf .nginx/* && fetch_nginx; }
fi
nginx -v
