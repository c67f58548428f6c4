#!/bin/sh
# Run on a board before it joins: vendor kernels have been shipped without what network policies need.
set -u

missing=0
for module in br_netfilter overlay ip_set ip_set_hash_ip ip_set_hash_net xt_set vxlan; do
  modprobe -n "$module" 2> /dev/null || { echo "missing kernel module: $module"; missing=1; }
done

case $(findmnt -n -o SOURCE /) in
  /dev/mmcblk*) echo "the root file system is on eMMC or an SD card: fine for a worker, not for a server with etcd" ;;
esac

[ "$(uname -m)" = aarch64 ] || { echo "this is no arm64 machine: $(uname -m)"; missing=1; }
[ "$missing" = 0 ] && echo "ready; after k3s is installed, run: k3s check-config"
exit "$missing"
