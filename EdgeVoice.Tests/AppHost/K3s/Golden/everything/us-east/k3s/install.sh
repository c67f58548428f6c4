#!/bin/sh
# Makes this host a node of the cell us-east: run as root in this folder, with the number of the node.
#   sh install.sh server 1
# Nodes: server 1 is us-east-1 (10.10.0.11), server 2 is us-east-2 (10.10.0.12), server 3 is us-east-3 (10.10.0.13), worker 1 is us-east-worker-1 (10.10.0.21), worker 2 is us-east-worker-2 (10.10.0.22)
set -eu

role=${1:-} number=${2:-}
config=config.$role-$number.yaml
[ -f "$config" ] || { echo "usage: $0 server|worker NUMBER; there is no $config here" >&2; exit 2; }
[ "$(id -u)" = 0 ] || { echo "run as root" >&2; exit 2; }

# Without these k3s enforces no network policy, and says so in its log only.
for module in br_netfilter overlay ip_set ip_set_hash_ip ip_set_hash_net xt_set wireguard; do
  modprobe "$module" || { echo "the kernel lacks $module: network policies would not be enforced" >&2; exit 1; }
  echo "$module"
done > /etc/modules-load.d/edgevoice.conf

install -m 0644 90-edgevoice.conf /etc/sysctl.d/90-edgevoice.conf
sysctl --system > /dev/null

install -d -m 0700 /etc/rancher/k3s /var/lib/rancher/k3s/server/logs
install -m 0600 "$config" /etc/rancher/k3s/config.yaml
install -m 0600 audit-policy.yaml /etc/rancher/k3s/audit-policy.yaml
install -m 0600 admission.yaml /etc/rancher/k3s/admission.yaml

if [ ! -s /etc/rancher/k3s/token ]; then
  if grep -q '^cluster-init: true$' "$config"; then
    (umask 077; head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' > /etc/rancher/k3s/token)
    echo "made /etc/rancher/k3s/token: copy it to the other nodes before they join, and keep it with the backups"
  else
    echo "/etc/rancher/k3s/token is missing: copy it from the first server" >&2
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
INSTALL_K3S_VERSION=v1.36.1+k3s1 sh "$script" "$command"

k3s check-config
