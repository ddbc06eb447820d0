#!/bin/sh
# What a .deb and an .rpm take back. Of an update, too, each runs the old version's: an .rpm after the new one was installed (1: one is left).
set -e
case ${1:-} in
  1 | upgrade | failed-upgrade | abort-install | abort-upgrade | disappear) exit 0 ;;
esac
profile='/etc/apparmor.d/wirebench'
rm -f '/usr/bin/wirebench'
if [ -f "$profile" ]; then
  if apparmor_status --enabled >/dev/null 2>&1 && ! ischroot 2>/dev/null; then
    apparmor_parser --remove "$profile" || true
  fi
  rm -f "$profile"
fi
