#!/bin/sh
# What a .deb and an .rpm do beside their files, as root.
set -e
app='/opt/Wirebench'
link='/usr/bin/wirebench'
profile='/etc/apparmor.d/wirebench'

# Versions before this one left the link to update-alternatives, which led to the window's program.
if command -v update-alternatives >/dev/null 2>&1; then
  update-alternatives --remove wirebench "$app/wirebench" >/dev/null 2>&1 || true
fi
ln -sfn "$app/bin/wirebench" "$link"

# Chromium's sandbox is made of user namespaces, or of a helper with the rights of root, which nobody needs who has them.
if unshare --user true 2>/dev/null; then
  chmod 0755 "$app/chrome-sandbox"
else
  chmod 4755 "$app/chrome-sandbox"
fi

# Ubuntu 24.04 allows user namespaces only to programs with a profile. Older versions of AppArmor cannot read this one, and need none.
if apparmor_status --enabled >/dev/null 2>&1 &&
  apparmor_parser --skip-kernel-load --debug "$app/resources/apparmor-profile" >/dev/null 2>&1; then
  cp -f "$app/resources/apparmor-profile" "$profile"
  if ! ischroot 2>/dev/null; then
    apparmor_parser --replace --write-cache --skip-read-cache "$profile" || true
  fi
fi

if command -v update-mime-database >/dev/null 2>&1; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database /usr/share/applications || true; fi
