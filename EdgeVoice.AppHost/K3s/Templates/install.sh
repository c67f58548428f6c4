#!/bin/sh
# Makes this host a node of the cell {{region}}: run as root in this folder, with the number of the node.
#   sh install.sh server 1
# Nodes: {{nodes}}
set -eu

role=${1:-} number=${2:-}
config=config.$role-$number.yaml
[ -f "$config" ] || { echo "usage: $0 server|worker NUMBER; there is no $config here" >&2; exit 2; }
[ "$(id -u)" = 0 ] || { echo "run as root" >&2; exit 2; }

# Without these k3s enforces no network policy, and says so in its log only.
for module in br_netfilter overlay ip_set ip_set_hash_ip ip_set_hash_net xt_set{{wireguard}}; do
  modprobe "$module" || { echo "the kernel lacks $module: network policies would not be enforced" >&2; exit 1; }
  echo "$module"
done > /etc/modules-load.d/edgevoice.conf

install -m 0644 90-edgevoice.conf /etc/sysctl.d/90-edgevoice.conf
sysctl --system > /dev/null

install -d -m 0700 {{configFolder}} {{auditFolder}}
install -m 0600 "$config" {{configFolder}}/config.yaml
install -m 0600 audit-policy.yaml {{auditPolicy}}
install -m 0600 admission.yaml {{admission}}

if [ ! -s {{tokenFile}} ]; then
  if grep -q '^cluster-init: true$' "$config"; then
    (umask 077; head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' > {{tokenFile}})
    echo "made {{tokenFile}}: copy it to the other nodes before they join, and keep it with the backups"
  else
    echo "{{tokenFile}} is missing: copy it from the first server" >&2
    exit 1
  fi
fi

case $role in
  server) command=server ;;
  worker) command=agent ;;
esac

script=$(mktemp)
trap 'rm -f "$script"' EXIT
curl -sfL -o "$script" https://get.k3s.io
INSTALL_K3S_VERSION={{version}} sh "$script" "$command"

k3s check-config
